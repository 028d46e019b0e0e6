import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { localEndpoints } from '@proving-ground/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const repoRoot = join(import.meta.dirname, '../..');
const READY = { timeout: 90_000, interval: 100 };

let state: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  state = `.local-test-${process.pid}-${Date.now()}`;
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(join(repoRoot, state), { recursive: true, force: true });
});

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, ['local/src/start.ts', '--state', state, ...args], { cwd: repoRoot });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  return { child, exited, output: () => output };
}

async function startReady() {
  const run = start('--ports', 'auto');
  const ready = vi.waitFor(() => expect(run.output()).toMatch(/Ready in [\d.]+ s/), READY);
  // One that has ended will never be ready: its own words say more than a time-out.
  await Promise.race([ready, run.exited.then(() => Promise.reject(new Error(run.output())))]);
  const endpoints = localEndpoints.parse(JSON.parse(await readFile(join(repoRoot, state, 'endpoints.json'), 'utf8')));
  return { ...run, endpoints };
}

const configFiles = async () => (await readdir(repoRoot)).filter((name) => name.startsWith('firebase.local-'));

test('everything answers where endpoints.json says; a second start names it and goes; SIGTERM leaves nothing', async () => {
  const before = await configFiles();
  const { child, exited, endpoints } = await startReady();

  const page = await fetch(endpoints.console);
  expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self'`);
  expect(page.headers.get('content-security-policy')).toContain(endpoints.functions);
  expect(await (await fetch(`${endpoints.console}/local-endpoints.json`)).json()).toEqual(endpoints);
  for (const url of [endpoints.auth, endpoints.firestore]) expect((await fetch(url)).status).toBe(200);

  const second = start('--ports', 'auto');
  expect(await second.exited).toMatchObject({ code: 1 });
  expect(second.output()).toContain('runs already');
  expect(second.output()).toContain(endpoints.console);

  child.kill('SIGTERM');
  expect(await exited).toEqual({ code: 0, signal: null });
  await expect(fetch(endpoints.console)).rejects.toThrow('fetch failed');
  await expect(access(join(repoRoot, state, 'endpoints.json'))).rejects.toThrow('ENOENT');
  await expect(access(join(repoRoot, state, 'lock.json'))).rejects.toThrow('ENOENT');
  expect(await configFiles()).toEqual(before);
});

test('a kill leaves no process, and the next start takes over', async () => {
  const { child, exited, endpoints } = await startReady();
  child.kill('SIGKILL');
  await exited;
  await vi.waitFor(async () => {
    for (const url of Object.values(endpoints).filter((value) => value.startsWith('http'))) {
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    }
  }, READY);
  const next = await startReady();
  next.child.kill('SIGINT');
  expect(await next.exited).toEqual({ code: 0, signal: null });
});

test('a port that is taken is named, with who needs it and what to do', async () => {
  const taken = createServer().listen(5002, '127.0.0.1');
  await once(taken, 'listening');
  const run = start();
  expect(await run.exited).toMatchObject({ code: 1 });
  expect(run.output()).toMatch(/5002 \(the console\).*--ports auto/);
  taken.close();
});

test('an option that is not known is refused before anything happens', async () => {
  const run = start('--fersh');
  expect(await run.exited).toMatchObject({ code: 1 });
  expect(run.output()).toContain('--fersh');
  await expect(access(join(repoRoot, state))).rejects.toThrow('ENOENT');
});
