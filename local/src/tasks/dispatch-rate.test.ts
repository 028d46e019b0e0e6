import { expect, test } from 'vitest';
import { dispatchRate } from './dispatch-rate.ts';

function dispatchesWithin(perSecond: number, seconds: number): number {
  const rate = dispatchRate(perSecond, 0);
  let count = 0;
  for (let nowMs = 0; nowMs <= seconds * 1000; ) {
    const turn = rate.take(nowMs);
    if (turn.granted) count += 1;
    else nowMs += turn.retryInMs;
  }
  return count;
}

test('over a while no more than the rate and one burst are dispatched', () => {
  expect(dispatchesWithin(10, 10)).toBe(102);
  expect(dispatchesWithin(1, 10)).toBe(11);
});

test('a rate below one a second still lets a task through', () => {
  expect(dispatchesWithin(0.5, 10)).toBe(6);
});
