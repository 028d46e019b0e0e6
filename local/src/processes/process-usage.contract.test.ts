import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readProcessUsage } from './process-usage.ts';
import { createProcesses, type Processes } from './processes.ts';

let processes: Processes;
beforeEach(async () => {
  processes = await createProcesses();
});
afterEach(() => processes[Symbol.asyncDispose]());

const BUSY =
  'const used = () => { const { user, system } = process.cpuUsage(); return user + system; }; while (used() < 600_000); setInterval(() => {}, 1000)';

test('what a program and its children use is read off the machine', async () => {
  const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(BUSY)}]); ${BUSY}`;
  const child = await processes.spawn({
    name: 'busy',
    command: process.execPath,
    args: ['-e', script],
    cwd: '/',
    env: {},
  });
  await vi.waitFor(
    async () => {
      const used = (await readProcessUsage([child.pid])).get(child.pid);
      // Two of them, each of 0.6 s.
      expect(used?.cpuSeconds).toBeGreaterThan(1.1);
      expect(used?.residentBytes).toBeGreaterThan(40 * 1_024 ** 2);
    },
    { timeout: 10_000 },
  );
});

test('a program that is gone has used nothing that could be told', async () => {
  const child = await processes.spawn({
    name: 'short',
    command: process.execPath,
    args: ['-e', ''],
    cwd: '/',
    env: {},
  });
  await child.exited;
  expect((await readProcessUsage([child.pid])).size).toBe(0);
});
