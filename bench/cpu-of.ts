import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Command {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Finished {
  /** User and system time of the command and of everything it waited for. */
  readonly cpuMs: number;
  readonly output: string;
}

const MS_PER_SECOND = 1_000;
// Node can ask for its own usage alone; the shell is told that of its children by the system.
const TIME = 'TIMEFORMAT="%3U %3S"; time "$@" 2>&1';

/** Runs a command to its end and says what processor time it used. */
export async function cpuOf({ argv, env = {} }: Command): Promise<Finished> {
  const child = spawn('bash', ['-c', TIME, 'bash', ...argv], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, times, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${output}`);
  const [user = Number.NaN, system = Number.NaN] = times.trim().split(' ').map(Number);
  return { cpuMs: (user + system) * MS_PER_SECOND, output };
}
