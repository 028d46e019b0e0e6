import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { createProcesses, type ManagedProcess } from '../../processes/processes.ts';

const COMMAND = fileURLToPath(new URL('../ollama.ts', import.meta.url));

export interface ServeProcess extends AsyncDisposable {
  readonly url: string;
  readonly child: ManagedProcess;
  readonly output: () => string;
  /** Runs another command of `ollama` against it. */
  readonly run: (...args: readonly string[]) => Promise<{ readonly code: number | null; readonly output: string }>;
}

/** `ollama serve` as a process of its own, on a port of its own. */
export async function startServe(env: Readonly<Record<string, string>>): Promise<ServeProcess> {
  const processes = await createProcesses();
  const spawn = async (args: readonly string[], more: Readonly<Record<string, string>>) => {
    let output = '';
    const child = await processes.spawn({
      name: `ollama ${args.join(' ')}`,
      command: process.execPath,
      args: [COMMAND, ...args],
      cwd: homedir(),
      env: { HOME: homedir(), ...env, ...more },
      onOutput: ({ text }) => {
        output += text;
      },
    });
    return { child, output: () => output };
  };
  const { child, output } = await spawn(['serve'], { OLLAMA_HOST: '127.0.0.1:0' });
  const url = await vi.waitFor(
    () => {
      const [, found] = /Listening on (http:\S+)/.exec(output()) ?? [];
      if (found === undefined) throw new Error(`ollama serve does not listen:\n${output()}`);
      return found;
    },
    { timeout: 30_000, interval: 50 },
  );
  return {
    url,
    child,
    output,
    run: async (...args) => {
      const command = await spawn(args, { OLLAMA_HOST: new URL(url).host });
      const { code } = await command.child.exited;
      return { code, output: command.output() };
    },
    [Symbol.asyncDispose]: () => processes[Symbol.asyncDispose](),
  };
}
