/** Cloud Logging's limit of an entry is 256 KiB; what is longer is cut there into several. */
const MAX_LINE_CHARACTERS = 64 * 1_024;

export interface LineSplitter {
  push(text: string): void;
  /** Gives out what came without a line end. */
  end(): void;
}

/** Makes lines of chunks; empty lines are dropped, as Cloud Run drops them. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let rest = '';
  const emit = (line: string) => {
    const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (trimmed !== '') onLine(trimmed);
  };
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) emit(line);
      while (rest.length >= MAX_LINE_CHARACTERS) {
        emit(rest.slice(0, MAX_LINE_CHARACTERS));
        rest = rest.slice(MAX_LINE_CHARACTERS);
      }
    },
    end: () => {
      emit(rest);
      rest = '';
    },
  };
}
