import { type LoadSpecInput, loadSpec } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { userLifetimes } from './user-lifetimes.ts';

type ClosedLoad = Parameters<typeof userLifetimes>[0];

function closed(
  load: Omit<Extract<NonNullable<LoadSpecInput['load']>, { model: 'closed' }>, 'model'> = {},
): ClosedLoad {
  const spec = loadSpec.parse({ load: { model: 'closed', ...load } });
  if (spec.load.model !== 'closed') throw new Error('Asked for the closed model.');
  return spec.load;
}

test('the users of the codelab join at 5 a second and stay to the end', () => {
  const lifetimes = userLifetimes(closed(), 60);
  expect(lifetimes).toHaveLength(20);
  for (const second of [1, 2, 3, 4]) {
    expect(lifetimes.filter(({ startSeconds }) => startSeconds < second)).toHaveLength(5 * second);
  }
  expect(new Set(lifetimes.map(({ endSeconds }) => endSeconds))).toEqual(new Set([60]));
});

test('steps go up one after the other; a spike comes and goes', () => {
  const at = (load: ClosedLoad, second: number) =>
    userLifetimes(load, 100).filter(({ startSeconds, endSeconds }) => startSeconds <= second && second < endSeconds)
      .length;
  const steps = closed({ users: 40, spawnRatePerSecond: 1_000, shape: { kind: 'steps', steps: 4 } });
  expect([5, 30, 55, 80].map((second) => at(steps, second))).toEqual([10, 20, 30, 40]);
  const spike = closed({ users: 50, spawnRatePerSecond: 1_000, shape: { kind: 'spike' } });
  expect([20, 50, 80].map((second) => at(spike, second))).toEqual([10, 50, 10]);
});

test('every user comes once, before it goes, within the test, and never more than asked for', () => {
  const kinds = fc.constantFrom(
    'constant' as const,
    'ramp' as const,
    'steps' as const,
    'spike' as const,
    'soak' as const,
  );
  fc.assert(
    fc.property(kinds, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 2, max: 900 }), (kind, users, seconds) => {
      const lifetimes = userLifetimes(closed({ users, shape: { kind } }), seconds);
      expect(lifetimes.length).toBeLessThanOrEqual(users);
      expect(lifetimes.map(({ user }) => user)).toEqual(lifetimes.map((_, index) => index));
      for (const { startSeconds, endSeconds } of lifetimes) {
        expect(startSeconds).toBeGreaterThanOrEqual(0);
        expect(endSeconds).toBeGreaterThanOrEqual(startSeconds);
        expect(endSeconds).toBeLessThanOrEqual(seconds);
      }
    }),
  );
});
