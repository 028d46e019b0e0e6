import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCriterion } from '../../testing/a-gate.ts';
import { intervalBar } from './interval-bar.ts';

const ratio = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe('a bar', () => {
  test('is none where nothing could be compared', () => {
    expect(intervalBar(aCriterion({ observed: null, low: null, high: null }))).toBeNull();
  });

  test('shows half and double equally far from no change', () => {
    const bar = intervalBar(aCriterion({ low: 0.5, high: 2, observed: 1, limit: 1.2 }));
    expect((bar?.neutral ?? 0) - (bar?.low ?? 0)).toBeCloseTo((bar?.high ?? 0) - (bar?.neutral ?? 0), 6);
    expect(bar?.observed).toBeCloseTo(bar?.neutral ?? 0, 6);
  });

  test('keeps the order of what it shows, whatever the figures, and the limit in sight', () => {
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 3, maxLength: 3 }), fc.constantFrom(0.9, 1.2, 2), (values, limit) => {
        const [low = 0, observed = 0, high = 0] = values.toSorted((a, b) => a - b);
        const bar = intervalBar(aCriterion({ low, high, observed, limit }));
        if (!bar) throw new Error('There is no bar.');
        for (const at of [bar.low, bar.observed, bar.high, bar.neutral, bar.limit]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(100);
        }
        expect(bar.low).toBeLessThanOrEqual(bar.observed);
        expect(bar.observed).toBeLessThanOrEqual(bar.high);
        expect(Math.abs(bar.limit - bar.neutral)).toBeGreaterThan(5);
        if (high < limit) expect(bar.high).toBeLessThanOrEqual(bar.limit);
        if (low > limit) expect(bar.low).toBeGreaterThanOrEqual(bar.limit);
      }),
    );
  });
});
