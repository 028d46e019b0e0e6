import type { MarkedToken, Token, Tokens } from 'marked';
import { decodeEntities } from './decode-entities.ts';
import { safeHref } from './safe-href.ts';

/** What stands inside a paragraph. */
export function Inline({ tokens }: { readonly tokens: readonly Token[] | undefined }) {
  // Without extensions of the grammar there are no other tokens.
  return (tokens as readonly MarkedToken[] | undefined)?.map((token, index) => (
    <InlineToken key={index} token={token} />
  ));
}

function InlineToken({ token }: { readonly token: MarkedToken }) {
  switch (token.type) {
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <Link token={token} />;
    case 'image':
      // Left out: loading it would tell a stranger who reads what. Its description stays.
      return token.text;
    case 'escape':
      return token.text;
    case 'text':
      return token.tokens ? <Inline tokens={token.tokens} /> : decodeEntities(token.text);
    default:
      // Of HTML, the source is shown: nothing that a model writes becomes an element of its own choice.
      return token.raw;
  }
}

function Link({ token }: { readonly token: Tokens.Link }) {
  const href = safeHref(token.href);
  if (href === null) return <Inline tokens={token.tokens} />;
  return (
    <a href={href} title={token.title ?? undefined} target="_blank" rel="noopener noreferrer">
      <Inline tokens={token.tokens} />
    </a>
  );
}
