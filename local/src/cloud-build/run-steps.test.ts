import { expect, test, vi } from 'vitest';
import type { Build, BuildStep } from './build.ts';
import { runSteps } from './run-steps.ts';

type Run = Parameters<typeof runSteps>[0]['run'];

function run(steps: readonly BuildStep[], work: Run, signal = new AbortController().signal) {
  const build: Build = {
    name: 'projects/p/builds/1',
    id: '1',
    projectId: 'p',
    status: 'WORKING',
    steps,
    createTime: '2026-01-01T00:00:00Z',
    timeout: '60s',
    queueTtl: '60s',
  };
  const lines: string[] = [];
  const outcome = runSteps({ build, now: () => new Date(0), log: (text) => lines.push(text), signal, run: work });
  return { outcome, lines };
}
const succeed: Run = () => Promise.resolve({ exitCode: 0, reason: '' });
const forever: Run = (_step, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('without waitFor a step waits for all before it; with "-" for none; with an id for that one', async () => {
  const order: string[] = [];
  const release = Promise.withResolvers<void>();
  const { outcome } = run(
    [
      { name: 'a', id: 'a' },
      { name: 'b', id: 'b', waitFor: ['-'] },
      { name: 'c', id: 'c', waitFor: ['b'] },
      { name: 'd', id: 'd' },
    ],
    async ({ name }) => {
      if (name === 'a') await release.promise;
      order.push(name);
      return { exitCode: 0, reason: '' };
    },
  );
  await vi.waitFor(() => expect(order).toEqual(['b', 'c']));
  release.resolve();
  const { results, failure } = await outcome;
  expect(order).toEqual(['b', 'c', 'a', 'd']);
  expect(failure).toBeNull();
  expect(results.map(({ status }) => status)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
});

test('the first failure cancels what runs beside it and leaves the rest queued', async () => {
  const { outcome } = run([{ name: 'slow' }, { name: 'bad', waitFor: ['-'] }, { name: 'never' }], (step, on) =>
    step.name === 'slow' ? forever(step, on) : Promise.resolve({ exitCode: 3, reason: 'why' }),
  );
  const { results, failure } = await outcome;
  expect(failure).toEqual({ index: 1, detail: 'build step 1 "bad" failed: step exited with non-zero status: 3: why' });
  expect(results.map(({ status }) => status)).toEqual(['CANCELLED', 'FAILURE', 'QUEUED']);
});

test('allowed failures and allowed exit codes let the build go on', async () => {
  const steps = [{ name: 'a', allowFailure: true }, { name: 'b', allowExitCodes: [7] }, { name: 'c' }];
  const { outcome } = run(steps, ({ name }) => Promise.resolve({ exitCode: name === 'c' ? 0 : 7, reason: '' }));
  const { results, failure } = await outcome;
  expect(failure).toBeNull();
  expect(results.map(({ status, exitCode }) => [status, exitCode])).toEqual([
    ['FAILURE', 7],
    ['FAILURE', 7],
    ['SUCCESS', 0],
  ]);
});

test('a step past its own timeout fails the build', async () => {
  const { results, failure } = await run([{ name: 'a', timeout: '0.01s' }], forever).outcome;
  expect(results[0]?.status).toBe('TIMEOUT');
  expect(failure?.detail).toBe('build step 0 "a" failed: timed out after 0.01s');
});

test('a fault of the machine is thrown, after the others were stopped', async () => {
  const { outcome } = run([{ name: 'slow' }, { name: 'broken', waitFor: ['-'] }], (step, on) =>
    step.name === 'slow' ? forever(step, on) : Promise.reject(new Error('disk full')),
  );
  await expect(outcome).rejects.toThrow('disk full');
});

test('lines carry the name of their step when there are several', async () => {
  const { outcome, lines } = run([{ name: 'x', id: 'first' }, { name: 'y' }], async (step, { log, ...on }) => {
    log('half');
    log(' a line\nlast');
    return await succeed(step, { log, ...on });
  });
  await outcome;
  expect(lines.join('')).toContain(
    'Step #0 - "first": half a line\nStep #0 - "first": last\nFinished Step #0 - "first"\n',
  );
});
