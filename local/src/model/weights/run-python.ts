import { spawn } from 'node:child_process';
import { once } from 'node:events';

const COMMANDS = ['python3', 'python'];
const TAIL_CHARS = 2_000;

export interface PythonRun {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** @throws Error with the end of what Python wrote; or saying that there is no Python. */
export async function runPython(run: PythonRun): Promise<void> {
  for (const command of COMMANDS) {
    const end = await attempt(command, run);
    if (end === 'missing') continue;
    if (end.code === 0) return;
    throw new Error(`${command} ${run.args.slice(0, 3).join(' ')} failed: ${lastLine(end.output)}`);
  }
  throw new Error('there is no python3 on PATH');
}

async function attempt(command: string, { args, env, signal }: PythonRun) {
  const child = spawn(command, [...args], { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-TAIL_CHARS);
    });
  }
  const closed = once(child, 'close') as Promise<[number | null]>;
  try {
    const [code] = await closed;
    return { code, output };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    signal.throwIfAborted();
    throw error;
  }
}

const lastLine = (output: string) => output.trim().split('\n').at(-1) ?? 'without a word';
