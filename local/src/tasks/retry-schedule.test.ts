import { expect, test } from 'vitest';
import { retryDelayMs } from './retry-schedule.ts';

const config = { maxAttempts: 5, maxRetrySeconds: null, minBackoffSeconds: 1, maxBackoffSeconds: 100, maxDoublings: 2 };
const delays = (settings: typeof config, count: number) =>
  Array.from({ length: count }, (_, index) => retryDelayMs(settings, { attempts: index + 1, firstAttemptAtMs: 0 }, 0));

test('the wait doubles as often as allowed, then grows by the last step, and the last attempt has none after it', () => {
  expect(delays(config, 5)).toEqual([1000, 2000, 4000, 8000, null]);
});

test('no wait is longer than the maximum', () => {
  expect(delays({ ...config, maxBackoffSeconds: 3 }, 4)).toEqual([1000, 2000, 3000, 3000]);
});

test('maxAttempts counts the first attempt: one means no retry', () => {
  expect(delays({ ...config, maxAttempts: 1 }, 1)).toEqual([null]);
});

test('with a time limit too, a task is given up only when both limits are reached', () => {
  const both = { ...config, maxAttempts: 2, maxRetrySeconds: 60 };
  expect(retryDelayMs(both, { attempts: 2, firstAttemptAtMs: 0 }, 59_000)).toBe(2000);
  expect(retryDelayMs(both, { attempts: 1, firstAttemptAtMs: 0 }, 61_000)).toBe(1000);
  expect(retryDelayMs(both, { attempts: 2, firstAttemptAtMs: 0 }, 60_000)).toBeNull();
});

test('unlimited attempts go on until the time limit', () => {
  const unlimited = { ...config, maxAttempts: -1, maxRetrySeconds: 60 };
  expect(retryDelayMs(unlimited, { attempts: 1000, firstAttemptAtMs: 0 }, 59_000)).toBe(100_000);
  expect(retryDelayMs(unlimited, { attempts: 1000, firstAttemptAtMs: 0 }, 60_000)).toBeNull();
});
