import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { type LocalEndpoints, localEndpoints } from '@proving-ground/shared';

const repoRoot = join(import.meta.dirname, '../../..');
const READY_TIMEOUT_MS = 240_000;

export interface Product {
  readonly pid: number;
  readonly endpoints: LocalEndpoints;
  /** Where its data and logs lie. */
  readonly stateFolder: string;
  readonly output: () => string;
  /** SIGTERM, as a supervisor would; resolves once everything is gone, to the last line that was printed. */
  readonly stop: () => Promise<string>;
}

/** Runs `npm start` on free ports, as a person would, and waits for its table of URLs. */
export async function startProduct(state: string): Promise<Product> {
  const args = ['run', '--silent', 'start', '--', '--ports', 'auto', '--state', state];
  const child = spawn('npm', args, { cwd: repoRoot, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ready = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (/^Ready in/m.test(output)) ready.resolve();
    });
  }
  // Not 'exit': npm may be gone before what it started has closed its output.
  const closed = once(child, 'close').then(() => output.trimEnd().split('\n').at(-1) ?? '');
  void closed.then(() => ready.reject(new Error(`npm start ended:\n${output}`)));
  const timer = setTimeout(() => ready.reject(new Error(`npm start is not ready:\n${output}`)), READY_TIMEOUT_MS);
  const stop = async () => {
    // npm passes signals on; the group makes sure that nothing is left if it does not.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    return await closed;
  };
  try {
    await ready.promise;
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  const stateFolder = join(repoRoot, state);
  const endpoints = localEndpoints.parse(JSON.parse(await readFile(join(stateFolder, 'endpoints.json'), 'utf8')));
  return { pid: child.pid ?? 0, endpoints, stateFolder, output: () => output, stop };
}

export async function removeState(state: string): Promise<void> {
  await rm(join(repoRoot, state), { recursive: true, force: true });
}
