import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { UsageError } from './usage-error.ts';

export interface FoundCommand {
  /** Null when only --help was given. */
  readonly command: Command | null;
  /** Everything but the words of its name. */
  readonly argv: readonly string[];
}

/** Global options may come before the name of the command. @throws UsageError when there is no such command */
export function findCommand(commands: readonly Command[], argv: readonly string[]): FoundCommand {
  const { tokens } = parseArgs({
    args: [...argv],
    options: GLOBAL_OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const [first, second] = tokens.filter(({ kind }) => kind === 'positional');
  if (first?.kind !== 'positional') {
    if (argv.includes('--help') || argv.length === 0) return { command: null, argv };
    throw new UsageError('No command given.');
  }
  const pair =
    second?.kind === 'positional' && second.index === first.index + 1 ? `${first.value} ${second.value}` : '';
  const command = commands.find(({ name }) => name === pair) ?? commands.find(({ name }) => name === first.value);
  if (!command) throw new UsageError(refusal(commands, first.value));
  const words = command.name.split(' ').length;
  return { command, argv: [...argv.slice(0, first.index), ...argv.slice(first.index + words)] };
}

function refusal(commands: readonly Command[], word: string): string {
  const family = commands.flatMap(({ name }) => (name.startsWith(`${word} `) ? [name.slice(word.length + 1)] : []));
  if (family.length > 0) return `${word} is followed by one of ${family.join(', ')}.`;
  return `There is no command "${word}".`;
}
