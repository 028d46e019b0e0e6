import type { Part } from './part.ts';

const NAME_WIDTH = 12;
export type Write = (text: string) => void;

export const sayLine =
  (write: Write) =>
  (part: string, line: string): void =>
    write(`  ${part.padEnd(NAME_WIDTH)} ${line}\n`);

/** Starts a part and says how long it took. */
export async function startPart(part: Part, write: Write): Promise<void> {
  const startedAt = performance.now();
  const word = await part.start();
  const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  sayLine(write)(part.name, `${seconds.padStart(7)}${word ? `  ${word}` : ''}`);
}
