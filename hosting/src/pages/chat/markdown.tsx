import { Marked } from 'marked';
import { useMemo } from 'preact/hooks';
import { Blocks } from './markdown-block.tsx';

const marked = new Marked({ gfm: true, breaks: true });

/**
 * A model's markdown. It is read into tokens and shown as elements of ours; HTML is never made of it and never parsed,
 * so there is nothing that a hostile text could slip through.
 */
export function Markdown({ text }: { readonly text: string }) {
  const tokens = useMemo(() => marked.lexer(text), [text]);
  return (
    <div class="markdown">
      <Blocks tokens={tokens} />
    </div>
  );
}
