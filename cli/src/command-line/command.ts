import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { ApiClient } from '../api/api-client.ts';
import type { Output } from '../output/output.ts';
import type { LineReader } from '../terminal/line-reader.ts';
import type { ExitCode } from './exit-codes.ts';
import { GLOBAL_OPTIONS, type GlobalOptions, type GlobalValues, readGlobalOptions } from './global-options.ts';
import type { Interrupts } from './interrupts.ts';
import type { ReadText } from './read-json-file.ts';
import { UsageError } from './usage-error.ts';

/** What a command works with once somebody is signed in. */
export interface CommandContext {
  readonly api: ApiClient;
  readonly output: Output;
  readonly interrupts: Interrupts;
  /** Between two looks at a record; resolves at once when the signal aborts. */
  readonly pause: (signal: AbortSignal, ms?: number) => Promise<void>;
  readonly randomId: () => string;
  readonly openLines: () => LineReader;
}

export type Action = (context: CommandContext) => Promise<ExitCode>;

export interface Command {
  /** One word or two, for example `load start`. */
  readonly name: string;
  /** How it is written, and what it does. */
  readonly usage: string;
  /** Reads everything before anything is sent. @throws UsageError */
  readonly parse: (argv: readonly string[], readText: ReadText) => Promise<ParsedCommand>;
}

interface ParsedCommand {
  readonly global: GlobalOptions;
  /** Null when it was asked how the command is used. */
  readonly action: Action | null;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: O }>>['values'];

interface CommandDefinition<O extends Options> {
  readonly name: string;
  readonly usage: string;
  readonly operands: readonly string[];
  /** Whether more words may follow. */
  readonly takesMore?: boolean;
  readonly options: O;
  readonly read: (input: {
    readonly values: Values<O>;
    readonly operands: readonly string[];
    readonly readText: ReadText;
    readonly json: boolean;
  }) => Action | Promise<Action>;
}

/** Adds to a command what all have in common: the global options, and that the number of operands is right. */
export function defineCommand<const O extends Options>(definition: CommandDefinition<O>): Command {
  const { name, usage, operands: wanted, takesMore = false, options, read } = definition;
  return {
    name,
    usage,
    parse: async (argv, readText) => {
      const { values, positionals } = parseByNode({ ...options, ...GLOBAL_OPTIONS }, argv);
      // The compiler cannot see that the values of all options hold those of each part.
      const known = values as unknown as Values<O> & GlobalValues;
      const global = readGlobalOptions(known);
      if (global.help) return { global, action: null };
      const missing = wanted[positionals.length];
      if (missing !== undefined) throw new UsageError(`${name}: ${missing} is missing.`);
      const surplus = positionals[wanted.length];
      if (surplus !== undefined && !takesMore) throw new UsageError(`${name}: "${surplus}" is one word too many.`);
      return { global, action: await read({ values: known, operands: positionals, readText, json: global.json }) };
    },
  };
}

function parseByNode<O extends Options>(options: O, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
