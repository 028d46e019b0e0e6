import { LOAD_LIMITS, loadSpec } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planShards } from './plan-shards.ts';

const specOf = (users: number) => loadSpec.parse({ load: { model: 'closed', users } });

test('users, open requests and request limits of all shards add up exactly, and differ by one at most', () => {
  const split = fc.integer({ min: 1, max: 500 }).chain((users) =>
    fc.record({
      users: fc.constant(users),
      shardCount: fc.integer({ min: 1, max: Math.min(users, LOAD_LIMITS.shards) }),
    }),
  );
  fc.assert(
    fc.property(split, ({ users, shardCount }) => {
      const plans = planShards({ spec: specOf(users), startAtMs: 5, shardCount });
      const sum = (pick: (plan: (typeof plans)[number]) => number) =>
        plans.reduce((total, plan) => total + pick(plan), 0);
      expect(plans.map(({ shardIndex }) => shardIndex)).toEqual(plans.map((_, index) => index));
      expect(sum((plan) => plan.users)).toBe(users);
      expect(sum((plan) => plan.maxRequests)).toBe(LOAD_LIMITS.totalRequests);
      const sizes = plans.map((plan) => plan.users);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(new Set(plans.map(({ startAtMs }) => startAtMs))).toEqual(new Set([5]));
    }),
  );
});

test('as many shards as the load needs are planned when nobody says how many', () => {
  expect(planShards({ spec: specOf(20), startAtMs: 0 })).toHaveLength(1);
  expect(planShards({ spec: specOf(2_500), startAtMs: 0 })).toHaveLength(3);
});

test.each([0, -1, 1.5, 21, Number.NaN])('%s shards are refused by name', (shardCount) => {
  expect(() => planShards({ spec: specOf(20), startAtMs: 0, shardCount })).toThrow('is no number of shards');
});
