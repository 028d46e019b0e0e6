import type { Command, CommandContext } from './command.ts';
import { listCommand } from './list-command.ts';
import { pullCommand } from './pull-command.ts';
import { serveCommand } from './serve-command.ts';
import { showCommand } from './show-command.ts';
import { versionCommand } from './version-command.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  start: serveCommand,
  pull: pullCommand,
  list: listCommand,
  ls: listCommand,
  show: showCommand,
  '--version': versionCommand,
  '-v': versionCommand,
};

const USAGE = `Usage:
  ollama serve         Start the model server
  ollama pull MODEL    Pull a model
  ollama list          List models
  ollama show MODEL    Show information for a model
  ollama --version     Show version information
`;

/** Runs one command line; resolves to its exit code. */
export async function runCommand(
  [name = '--help', ...args]: readonly string[],
  context: Omit<CommandContext, 'args'>,
): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return await command({ ...context, args });
  if (name === '--help' || name === '-h' || name === 'help') {
    context.write(USAGE);
    return 0;
  }
  throw new Error(`unknown command "${name}" for "ollama"\n${USAGE}`);
}
