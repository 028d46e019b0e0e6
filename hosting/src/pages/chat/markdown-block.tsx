import type { MarkedToken, Token, Tokens } from 'marked';
import { Inline } from './markdown-inline.tsx';

/** Paragraphs, lists, code and tables, one after the other. */
export function Blocks({ tokens }: { readonly tokens: readonly Token[] }) {
  // Without extensions of the grammar there are no other tokens.
  return (tokens as readonly MarkedToken[]).map((token, index) => <Block key={index} token={token} />);
}

function Block({ token }: { readonly token: MarkedToken }) {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'heading':
      // The page has headings of its own: an answer must not add to its outline.
      return (
        <p class="markdown-heading">
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'code':
      return <Code text={token.text} />;
    case 'hr':
      return <hr />;
    case 'blockquote':
      return (
        <blockquote>
          <Blocks tokens={token.tokens} />
        </blockquote>
      );
    case 'list':
      return <List token={token} />;
    case 'table':
      return <Table token={token} />;
    default:
      // A list item's text, and HTML, whose source is shown.
      return <Inline tokens={[token]} />;
  }
}

function Code({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
    <section class="markdown-scroll" tabIndex={0} aria-label="Code">
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  );
}

function List({ token }: { readonly token: Tokens.List }) {
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.task && (item.checked ? '☑ ' : '☐ ')}
      <Blocks tokens={item.tokens.filter(({ type }) => type !== 'checkbox')} />
    </li>
  ));
  return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token }: { readonly token: Tokens.Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
    <section class="markdown-scroll" tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index} scope="col">
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, rowIndex) => (
            <tr key={rowIndex}>
              {row.map((cell, index) => (
                <td key={index}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
