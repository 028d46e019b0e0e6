import { createInterface } from 'node:readline';

/** Reads what a person types, or what a script pipes in, line by line. */
export interface LineReader {
  /** Null at the end of the input, and after an abort. */
  readonly next: (prompt: string, signal: AbortSignal) => Promise<string | null>;
  readonly close: () => void;
}

export function openLines({
  input,
  output,
  isTerminal,
  onInterrupt,
}: {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly isTerminal: boolean;
  /** A terminal that is read key by key sends no signal for Ctrl-C. */
  readonly onInterrupt: () => void;
}): LineReader {
  const reader = createInterface({ input, output, terminal: isTerminal });
  reader.on('SIGINT', onInterrupt);
  // Not `question`: lines that come while an answer is on its way would be lost.
  const lines = reader[Symbol.asyncIterator]();
  return {
    next: async (prompt, signal) => {
      reader.setPrompt(prompt);
      if (isTerminal) reader.prompt();
      const aborted = Promise.withResolvers<null>();
      const onAbort = () => aborted.resolve(null);
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        const line = await Promise.race([lines.next(), aborted.promise]);
        return line === null || line.done ? null : line.value;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    close: () => reader.close(),
  };
}
