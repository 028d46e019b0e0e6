import { homedir } from 'node:os';
import process from 'node:process';
import type { CommandContext } from './commands/command.ts';
import { readMachine } from './machine.ts';

/** What a program of this folder is started with. Nothing else here reads the environment. */
export function processContext(): Omit<CommandContext, 'args'> {
  // biome-ignore lint/style/noProcessEnv: the one place.
  const entries = Object.entries(process.env);
  const env = Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const stopped = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopped.abort(new Error(name)));
  return {
    env,
    home: homedir(),
    machine: readMachine(env, homedir()),
    write: (text) => void process.stdout.write(text),
    signal: stopped.signal,
  };
}

/** Ends the program with a command's exit code; an error is one line on stderr. */
export async function runToExit(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
