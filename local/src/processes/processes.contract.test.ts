import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createProcesses, type Processes, type SpawnRequest } from './processes.ts';

let processes: Processes;
let output: string;
beforeEach(async () => {
  processes = await createProcesses();
  output = '';
});
afterEach(() => processes[Symbol.asyncDispose]());

/** A Node program of one line, in no environment but the given one. */
const run = (script: string, more: Partial<SpawnRequest> = {}) =>
  processes.spawn({
    name: 'a program',
    command: process.execPath,
    args: ['-e', script],
    cwd: '/',
    env: {},
    onOutput: ({ text }) => {
      output += text;
    },
    ...more,
  });

const STAYS = 'setInterval(() => {}, 1000); console.log("up")';
/** Deaf to SIGTERM, with a child in the background that is too. */
const STUBBORN = `
process.on('SIGTERM', () => console.log('no'));
const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
console.log('child', child.pid);
setInterval(() => {}, 1000);
`;

const printed = async (pattern: RegExp) =>
  await vi.waitFor(
    () => {
      const found = pattern.exec(output);
      expect(found).not.toBeNull();
      return found?.[1] ?? '';
    },
    { timeout: 10_000 },
  );

/** Dead at once; a dead orphan keeps its number until the machine's first process has taken its leave of it. */
const expectGone = async (pid: number) =>
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 10_000 });

test('a program has the environment that it is given and nothing else, and its output is heard to the last byte', async () => {
  const child = await run('console.log(JSON.stringify(process.env)); console.error("err"); process.exitCode = 3', {
    env: { ONLY: 'this' },
  });
  expect(await child.exited).toEqual({ code: 3, signal: null });
  expect(output).toContain('{"ONLY":"this"}\n');
  expect(output).toContain('err\n');
  expect(processes.list()).toEqual([]);
});

test('a command that is not there is refused with its name', async () => {
  await expect(run('', { command: '/no/such/program' })).rejects.toThrow(
    'a program: cannot start /no/such/program: Error: spawn /no/such/program ENOENT',
  );
  expect(processes.list()).toEqual([]);
});

describe('a stop', () => {
  test('is a SIGTERM for who listens to it', async () => {
    const child = await run(`process.on('SIGTERM', () => process.exit(7)); ${STAYS}`);
    await printed(/(up)/);
    expect(await child.stop()).toEqual({ code: 7, signal: null });
  });

  test('is a SIGKILL for the whole group after the grace', async () => {
    const child = await run(STUBBORN);
    const grandchild = Number(await printed(/child (\d+)/));
    expect(await child.stop(50)).toEqual({ code: null, signal: 'SIGKILL' });
    await expectGone(grandchild);
  });

  test('of what has ended is harmless, and told how it ended', async () => {
    const child = await run('process.exit(2)');
    await child.exited;
    expect(await child.stop()).toEqual({ code: 2, signal: null });
  });
});

test('what a program leaves in the background ends with it', async () => {
  const child = await run(
    `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(STAYS)}], { stdio: 'inherit' }); console.log('left', pid); setTimeout(() => process.exit(0), 50)`,
  );
  const left = Number(await printed(/left (\d+)/));
  expect(await child.exited).toEqual({ code: 0, signal: null });
  await expectGone(left);
});

test('after the end nothing is started any more', async () => {
  const child = await run(STAYS);
  await processes[Symbol.asyncDispose]();
  await expectGone(child.pid);
  await expect(run(STAYS)).rejects.toThrow('everything is being stopped');
});

test('a parent that is killed leaves no process behind, not even deaf ones', async () => {
  const parent = fork(fileURLToPath(new URL('./testing/parent-of-two.ts', import.meta.url)), { stdio: 'ignore' });
  const [pids] = (await once(parent, 'message')) as [readonly number[]];
  expect(pids).toHaveLength(2);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  for (const pid of pids) await expectGone(pid);
});
