import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { createCloudScheduler } from './cloud-scheduler.ts';

const JOBS = '/cloudscheduler.googleapis.com/v1/projects/demo/locations/europe-west4/jobs';
const SWEEP = 'firebase-schedule-sweep-europe-west4';
const manifest: FunctionManifest = [
  {
    name: 'sweep',
    region: 'europe-west4',
    trigger: { kind: 'schedule', schedule: 'every 1 minutes', timeZone: 'UTC' },
  },
  { name: 'hello', region: 'europe-west4', trigger: { kind: 'callable' } },
];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T00:00:30Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

function aScheduler(callFunction: CallFunction) {
  const lines: string[] = [];
  const scheduler = createCloudScheduler({ projectId: 'demo', callFunction, onLine: (line) => lines.push(line) });
  scheduler.serve(manifest);
  return { scheduler, lines };
}

test('a scheduled function is called at every full minute with the time it was meant for, and nothing else is', async () => {
  const callFunction = vi.fn<CallFunction>(async () => 200);
  const { scheduler } = aScheduler(callFunction);
  await vi.advanceTimersByTimeAsync(90_000);
  scheduler.stop();
  await vi.advanceTimersByTimeAsync(120_000);
  const calls = callFunction.mock.calls.map(([{ target, headers }]) => [
    target.name,
    headers['x-cloudscheduler-scheduletime'],
  ]);
  expect(calls).toEqual([
    ['sweep', '2026-01-01T00:01:00.000Z'],
    ['sweep', '2026-01-01T00:02:00.000Z'],
  ]);
});

test('a run that takes longer than a minute is not joined by a second one', async () => {
  const release = Promise.withResolvers<number>();
  const callFunction = vi.fn<CallFunction>(() => release.promise);
  const { scheduler } = aScheduler(callFunction);
  await vi.advanceTimersByTimeAsync(140_000);
  expect(callFunction).toHaveBeenCalledTimes(1);
  release.resolve(200);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(callFunction).toHaveBeenCalledTimes(2);
  scheduler.stop();
});

test('a failing or unreachable function is reported and called again the next minute', async () => {
  const callFunction = vi.fn<CallFunction>().mockResolvedValueOnce(500).mockRejectedValueOnce(new Error('refused'));
  callFunction.mockResolvedValue(200);
  const { scheduler, lines } = aScheduler(callFunction);
  await vi.advanceTimersByTimeAsync(180_000);
  scheduler.stop();
  expect(lines).toEqual(['the schedule sweep answered 500', 'the schedule sweep was not reached: Error: refused']);
  expect(callFunction).toHaveBeenCalledTimes(3);
});

test('a job runs when it is asked to, after the run that is open', async () => {
  const answers = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  const callFunction = vi.fn<CallFunction>();
  for (const { promise } of answers) callFunction.mockReturnValueOnce(promise);
  const { scheduler } = aScheduler(callFunction);
  const run = async () => (await scheduler.routes.request(`${JOBS}/${SWEEP}:run`, { method: 'POST' })).status;
  expect([await run(), await run()]).toEqual([200, 200]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(callFunction).toHaveBeenCalledTimes(1);
  answers[0]?.resolve(200);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(callFunction).toHaveBeenCalledTimes(2);
  scheduler.stop();
  answers[1]?.resolve(200);
});

test('jobs are listed with when they ran and run next, and what is unknown is refused', async () => {
  const { scheduler } = aScheduler(async () => 200);
  await vi.advanceTimersByTimeAsync(45_000);
  const { routes } = scheduler;
  const job = {
    name: `projects/demo/locations/europe-west4/jobs/${SWEEP}`,
    schedule: 'every 1 minutes',
    timeZone: 'UTC',
    state: 'ENABLED',
    scheduleTime: '2026-01-01T00:02:00.000Z',
    lastAttemptTime: '2026-01-01T00:01:00.000Z',
  };
  expect(await (await routes.request(JOBS)).json()).toEqual({ jobs: [job] });
  expect(await (await routes.request(`${JOBS}/${SWEEP}`)).json()).toEqual(job);
  const elsewhere = JOBS.replace('europe-west4', 'europe-west1');
  expect(await (await routes.request(elsewhere)).json()).toEqual({ jobs: [] });
  const statusOf = async (path: string, method = 'POST') => (await routes.request(path, { method })).status;
  expect(await statusOf(`${JOBS}/unknown:run`)).toBe(404);
  expect(await statusOf(`${elsewhere}/${SWEEP}:run`)).toBe(404);
  expect(await statusOf(JOBS.replace('demo', 'other'), 'GET')).toBe(403);
  expect(await statusOf(`${JOBS}/${SWEEP}:pause`)).toBe(501);
  scheduler.stop();
});
