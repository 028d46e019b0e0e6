/** The last lines of a log that keeps coming; what is older is counted and dropped. */
export interface LogBuffer {
  readonly lines: readonly LogLine[];
  readonly droppedLines: number;
  /** The beginning of a line whose end has not come yet. */
  readonly partial: string;
}

export interface LogLine {
  /** Counted from 1 over the whole log. */
  readonly number: number;
  readonly text: string;
}

export const EMPTY_LOG: LogBuffer = { lines: [], droppedLines: 0, partial: '' };

/** More lines than this make the page slow and are read by nobody. */
export const MAX_LINES = 1_000;

/** Colours and cursor movements of a terminal: they have no meaning here. Tabs do. */
const TERMINAL_CODES = /(?!\t)\p{Cc}(?:\[[0-9;?]*[A-Za-z])?/gu;

export function appendLog(buffer: LogBuffer, text: string, maxLines: number = MAX_LINES): LogBuffer {
  const pieces = (buffer.partial + text).split('\n');
  const partial = pieces.pop() ?? '';
  let number = buffer.droppedLines + buffer.lines.length;
  const added = pieces.map((piece) => {
    number += 1;
    return { number, text: lastState(piece) };
  });
  const lines = [...buffer.lines, ...added];
  const excess = Math.max(0, lines.length - maxLines);
  return { lines: lines.slice(excess), droppedLines: buffer.droppedLines + excess, partial };
}

/** A progress bar rewrites its line after each carriage return: the last writing counts. */
function lastState(line: string): string {
  const states = line.replace(/\r+$/, '').split('\r');
  return (states.at(-1) ?? '').replace(TERMINAL_CODES, '');
}
