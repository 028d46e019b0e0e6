import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';

export interface LogEntry {
  readonly severity: string;
  readonly event: string;
  readonly port?: number;
  readonly message?: string;
}

export interface AgentProcess extends AsyncDisposable {
  readonly url: string;
  readonly log: readonly LogEntry[];
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code, or with the signal that ended the process. */
  readonly exited: Promise<number | NodeJS.Signals>;
}

/** Runs a program of the agent with just this environment; `exited` is all there is to it when it does not listen. */
export const spawnAgent = (file: string, env: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, [file], { env: { PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: LogEntry[] = [];
  const { promise: listening, resolve: listens, reject: fails } = Promise.withResolvers<number>();
  // A program that is meant to fail never listens, and nobody asks.
  listening.catch(() => undefined);
  createInterface(child.stdout).on('line', (line) => {
    const entry = JSON.parse(line) as LogEntry;
    log.push(entry);
    if (entry.event === 'listening') listens(entry.port ?? 0);
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const exited = once(child, 'close').then(([code, signal]): number | NodeJS.Signals => {
    fails(new Error(`The agent ended with ${code ?? signal} before it listened:\n${complaints}`));
    return code ?? signal;
  });
  return { child, log, listening, exited, complaints: () => complaints };
};

/** Starts the agent and resolves once it listens; disposing kills it if it still runs. */
export const startAgent = async (file: string, env: Readonly<Record<string, string>> = {}): Promise<AgentProcess> => {
  const { child, log, listening, exited } = spawnAgent(file, env);
  const port = await listening;
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    exited,
    signal: (name) => {
      child.kill(name);
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};
