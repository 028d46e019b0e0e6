import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rateDifferenceBounds } from './rate-difference-bounds.ts';
import { ratioBounds } from './ratio-bounds.ts';

/** Two-sided 95 %. */
const USUAL = { low: 0.025, high: 0.025 };
const counts = (failures: number, requests: number) => [{ failures, requests }];

describe('a ratio of paired values', () => {
  test('is that of the geometric means, with the bounds of a t-test over the logarithms', () => {
    // Logarithms 0.1, 0.2, 0.3: mean 0.2, standard error 0.1/√3, t(2) = 4.3027.
    const pairs = [0.1, 0.2, 0.3].map((log) => [100, 100 * Math.exp(log)] as const);
    const bounds = ratioBounds(pairs, USUAL);
    expect(bounds?.observed).toBeCloseTo(Math.exp(0.2), 9);
    expect(Math.log(bounds?.low ?? 0)).toBeCloseTo(0.2 - (4.30265 * 0.1) / Math.sqrt(3), 4);
    expect(Math.log(bounds?.high ?? 0)).toBeCloseTo(0.2 + (4.30265 * 0.1) / Math.sqrt(3), 4);
  });

  test('says nothing from one pair', () => expect(ratioBounds([[1, 2]], USUAL)).toBeNull());

  test('turns round when the sides are swapped, and does not depend on the unit', () => {
    const value = fc.double({ min: 0.1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 20 }), value, (pairs, unit) => {
        const bounds = ratioBounds(pairs, USUAL);
        const swapped = ratioBounds(
          pairs.map(([a, b]) => [b * unit, a * unit] as const),
          USUAL,
        );
        expect((swapped?.low ?? 0) * (bounds?.high ?? 0)).toBeCloseTo(1, 6);
        expect(bounds?.low).toBeLessThanOrEqual(bounds?.high ?? 0);
      }),
    );
  });
});

describe('a difference of failure rates', () => {
  // Newcombe 1998, table II, method 10; the published examples are of the first rate minus the second.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i in %i and %i in %i has the published bounds', (a, m, b, n, low, high) => {
    const bounds = rateDifferenceBounds(counts(b, n), counts(a, m), USUAL);
    expect(bounds?.low).toBeCloseTo(low, 4);
    expect(bounds?.high).toBeCloseTo(high, 4);
  });

  test('leaves room for some even without one failure, less with more requests', () => {
    const few = rateDifferenceBounds(counts(0, 100), counts(0, 100), USUAL);
    const many = rateDifferenceBounds(counts(0, 1_000), counts(0, 1_000), USUAL);
    expect(few?.observed).toBe(0);
    expect(few?.high).toBeCloseTo(0.037, 3);
    expect(many?.high).toBeLessThan(0.004);
  });

  test('is less certain when the failures came in one burst', () => {
    const spread = Array.from({ length: 10 }, () => ({ failures: 4, requests: 100 }));
    const burst = spread.map((round, index) => ({ ...round, failures: index === 0 ? 40 : 0 }));
    const calm = spread.map((round) => ({ ...round, failures: 0 }));
    const [even, bursty] = [spread, burst].map((rounds) => rateDifferenceBounds(calm, rounds, USUAL));
    expect(even?.observed).toBeCloseTo(0.04, 9);
    expect(bursty?.observed).toBeCloseTo(0.04, 9);
    expect(even?.low).toBeGreaterThan(0.02);
    expect(bursty?.low).toBeLessThan(0.01);
  });

  test('takes a round that failed as one for one piece of evidence, however many requests it had', () => {
    const calm = Array.from({ length: 8 }, () => ({ failures: 0, requests: 500 }));
    const twoLost = calm.map((round, index) => ({ ...round, failures: index < 2 ? 500 : 0 }));
    // Differences 1, 1, 0, 0, 0, 0, 0, 0: mean 0.25, deviation 0.4629, t(7) = 2.3646.
    const bounds = rateDifferenceBounds(calm, twoLost, USUAL);
    expect(bounds?.low).toBeCloseTo(0.25 - (2.3646 * 0.4629) / Math.sqrt(8), 3);
    expect(bounds?.low).toBeLessThan(0);
  });

  test('is not fooled by bursts that spare no round alike on both sides', () => {
    const both = Array.from({ length: 6 }, (_, index) => ({ failures: index % 2 === 0 ? 50 : 10, requests: 100 }));
    const bounds = rateDifferenceBounds(both, both, USUAL);
    expect(bounds?.observed).toBe(0);
    expect(bounds?.low).toBeLessThan(0);
    expect(bounds?.high).toBeGreaterThan(0);
  });

  test('says nothing without requests', () => {
    expect(rateDifferenceBounds(counts(0, 0), counts(1, 2), USUAL)).toBeNull();
    expect(rateDifferenceBounds([], [], USUAL)).toBeNull();
  });

  test('lies between the bounds, whatever the counts', () => {
    const round = fc
      .tuple(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([requests, share]) => ({ requests, failures: Math.round(requests * share) }));
    const rounds = fc.array(round, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rounds, rounds, (first, second) => {
        const { observed = 0, low = 1, high = -1 } = rateDifferenceBounds(first, second, USUAL) ?? {};
        expect(low).toBeLessThanOrEqual(observed + 1e-9);
        expect(high).toBeGreaterThanOrEqual(observed - 1e-9);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(high).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
