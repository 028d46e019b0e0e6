import { expect, test, vi } from 'vitest';
import { pause } from './pause.ts';

test('it lasts its time', async () => {
  vi.useFakeTimers();
  const over = vi.fn();
  const pausing = pause(1_000, new AbortController().signal).then(over);
  await vi.advanceTimersByTimeAsync(999);
  expect(over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await pausing;
  vi.useRealTimers();
});

test('it ends at once for somebody who leaves or has left', async () => {
  const leaving = new AbortController();
  const pausing = pause(60_000, leaving.signal);
  leaving.abort();
  await pausing;
  await pause(60_000, leaving.signal);
});
