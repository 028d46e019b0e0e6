import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { startScheduleTicker } from './schedule-ticker.ts';

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

test('a scheduled function is called at every full minute with the time it was meant for, and nothing else is', async () => {
  const callFunction = vi.fn<CallFunction>(async () => 200);
  const ticker = startScheduleTicker({ manifest, callFunction, onLine: () => undefined });
  await vi.advanceTimersByTimeAsync(90_000);
  ticker.stop();
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
  const ticker = startScheduleTicker({ manifest, callFunction, onLine: () => undefined });
  await vi.advanceTimersByTimeAsync(140_000);
  expect(callFunction).toHaveBeenCalledTimes(1);
  release.resolve(200);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(callFunction).toHaveBeenCalledTimes(2);
  ticker.stop();
});

test('a failing or unreachable function is reported and called again the next minute', async () => {
  const lines: string[] = [];
  const callFunction = vi.fn<CallFunction>().mockResolvedValueOnce(500).mockRejectedValueOnce(new Error('refused'));
  callFunction.mockResolvedValue(200);
  const ticker = startScheduleTicker({ manifest, callFunction, onLine: (line) => lines.push(line) });
  await vi.advanceTimersByTimeAsync(180_000);
  ticker.stop();
  expect(lines).toEqual(['the schedule sweep answered 500', 'the schedule sweep was not reached: Error: refused']);
  expect(callFunction).toHaveBeenCalledTimes(3);
});
