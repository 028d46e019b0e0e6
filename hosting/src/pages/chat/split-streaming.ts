/** Text that is still coming, cut after the last block that is finished: that much can be rendered for good. */
export function splitStreaming(text: string): { readonly settled: string; readonly tail: string } {
  let settledEnd = 0;
  let fence: string | null = null;
  let position = 0;
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    position += line.length + 1;
    // A blank line ends a block, except inside a fence of code.
    if (fence === null && line.trim() === '' && position <= text.length) settledEnd = position;
  }
  return { settled: text.slice(0, settledEnd), tail: text.slice(settledEnd) };
}
