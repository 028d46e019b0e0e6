import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LAST_LINES = 15;

export interface PartLog {
  readonly file: string;
  write(text: string): void;
  /** What it said last, for a message about its end. */
  lastLines(): string;
}

/** The output of one part: a file of its own, begun anew with each start. */
export function openPartLog(folder: string, name: string): PartLog {
  const file = join(folder, `${name}.log`);
  const stream = createWriteStream(file);
  // A full disk must not take everything down with the log.
  stream.on('error', () => undefined);
  let tail = '';
  return {
    file,
    write: (text) => {
      stream.write(text);
      tail = (tail + text).slice(-8_000);
    },
    lastLines: () => stripVTControlCharacters(tail).trimEnd().split('\n').slice(-LAST_LINES).join('\n'),
  };
}
