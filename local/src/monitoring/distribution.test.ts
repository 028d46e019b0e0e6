import { array, assert, double, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BucketLayout, distributionOf, mergeDistributions, quantileOf } from './distribution.ts';

const LATENCIES: BucketLayout = { kind: 'exponential', growthFactor: 1.1, scale: 1, finiteCount: 170 };
const COUNTS: BucketLayout = { kind: 'linear', width: 1, offset: 0, finiteCount: 4 };
const values = () => array(double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 50 });

test('values lie in buckets from the lower edge up, the last one taking all above', () => {
  expect(distributionOf([0, 1, 1.9, 3.5, 4, 99], COUNTS)).toMatchObject({
    count: 6,
    buckets: [
      [1, 1],
      [2, 2],
      [4, 1],
      [5, 2],
    ],
  });
  expect(distributionOf([0, 0.4], LATENCIES).buckets).toEqual([[0, 2]]);
});

test('the distribution of parts together is that of the whole', () => {
  assert(
    property(values(), values(), (left, right) => {
      const whole = distributionOf([...left, ...right], LATENCIES);
      const merged = mergeDistributions([distributionOf(left, LATENCIES), distributionOf(right, LATENCIES)]);
      expect({ count: merged.count, buckets: merged.buckets }).toEqual({ count: whole.count, buckets: whole.buckets });
      expect(merged.mean).toBeCloseTo(whole.mean, 3);
      expect(Math.sqrt(merged.sumOfSquaredDeviation)).toBeCloseTo(Math.sqrt(whole.sumOfSquaredDeviation), 3);
    }),
  );
});

describe('a quantile', () => {
  test('is as far from the true one as its bucket is wide', () => {
    assert(
      property(values(), double({ min: 0.01, max: 1, noNaN: true }), (all, quantile) => {
        const sorted = all.toSorted((left, right) => left - right);
        const exact = sorted[Math.max(Math.ceil(quantile * sorted.length) - 1, 0)] ?? 0;
        const estimate = quantileOf(distributionOf(all, LATENCIES), quantile, LATENCIES);
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(Math.max(exact * 0.1 + 1e-6, 1));
      }),
    );
  });

  test('grows with what is asked for', () => {
    assert(
      property(values(), (all) => {
        const distribution = distributionOf(all, LATENCIES);
        const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((each) => quantileOf(distribution, each, LATENCIES));
        expect(p50).toBeLessThanOrEqual(p95);
        expect(p95).toBeLessThanOrEqual(p99);
      }),
    );
  });
});
