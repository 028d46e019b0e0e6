const DATA = /^data: ?(.*)$/s;
/** A line without an end must not fill the memory. */
const MAX_LINE_CHARACTERS = 8 * 1024 * 1024;

/** The payloads of a server-sent event stream whose events are one line each, as those of callables are. */
export async function* eventPayloads(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARACTERS) throw new RangeError('A line of the stream does not end.');
    // A carriage return may end a line too; JSON has none of its own.
    for (const line of lines) yield* payloadsOf(line.trimEnd());
  }
  // What is left has no end: it was cut, and counts as never sent.
}

function* payloadsOf(line: string): Generator<string> {
  const payload = DATA.exec(line)?.[1];
  if (payload !== undefined) yield payload;
}
