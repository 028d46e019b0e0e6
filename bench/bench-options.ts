import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Rows in the common schema instead of a table. */
  readonly json: boolean;
  /** A short run, to see that it works: its figures scatter. */
  readonly quick: boolean;
  /** Installs the peers that are missing first. */
  readonly setup: boolean;
}

/** What every bench can be told on its command line. @throws TypeError for anything else. */
export function benchOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      setup: { type: 'boolean', default: false },
    },
  });
  return values;
}

/** Tells whoever waits how far it is, beside the output. */
export const progress = (line: string): void => void process.stderr.write(`${line}\n`);
