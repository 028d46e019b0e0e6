import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');

async function run(...argv: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

test('the program prints its usage and ends with the exit code of what happened', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, stderr: '' });
  const unknown = await run('frobnicate');
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('There is no command "frobnicate".');
  const nothingRuns = await run('status', '--state', '.local-that-is-not-there');
  expect(nothingRuns.stderr).toContain('there is no .local-that-is-not-there/endpoints.json');
  expect(nothingRuns.code).toBe(2);
});

test('a reader that has seen enough is no mistake of the program', async () => {
  const child = spawn(process.execPath, [MAIN, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(stderr).toBe('');
});
