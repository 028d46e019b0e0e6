import { expect, test } from 'vitest';
import { createPause } from './stream-clock.ts';

const listening = () => new AbortController().signal;

test('a stream ends rather than waiting past its time', async () => {
  let nowMs = 0;
  const pause = createPause({ everyMs: 0, forMs: 1_000, nowMs: () => nowMs });
  expect(await pause(listening())).toBe(true);
  nowMs = 1_001;
  expect(await pause(listening())).toBe(false);
});

test('nobody is waited for who has hung up, before or while waiting', async () => {
  const pause = createPause({ everyMs: 3_600_000, forMs: 7_200_000, nowMs: () => 0 });
  expect(await pause(AbortSignal.abort())).toBe(false);
  const hangUp = new AbortController();
  const waiting = pause(hangUp.signal);
  hangUp.abort();
  expect(await waiting).toBe(false);
});
