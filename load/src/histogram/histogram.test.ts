import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Histogram, TOTAL_PRECISION_BITS, WINDOW_PRECISION_BITS } from './histogram.ts';
import { decodeHistogram, encodeHistogram, sumHistograms } from './histogram-codec.ts';

const latenciesUs = fc.array(fc.integer({ min: 0, max: 600_000_000 }), { minLength: 1, maxLength: 400 });

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram(TOTAL_PRECISION_BITS);
  for (const value of values) histogram.record(value);
  return histogram;
}

test('percentiles are within 0.1 % of the raw samples', () => {
  fc.assert(
    fc.property(latenciesUs, (values) => {
      const histogram = histogramOf(values);
      const sorted = values.toSorted((a, b) => a - b);
      for (const percentile of [0, 50, 90, 95, 99, 99.9, 100]) {
        const exact = sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)] ?? Number.NaN;
        expect(Math.abs(histogram.percentile(percentile) - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.001));
      }
    }),
  );
});

test('count, sum, least and most are exact', () => {
  fc.assert(
    fc.property(latenciesUs, (values) => {
      const { count, sum, min, max } = histogramOf(values);
      const exactSum = values.reduce((total, value) => total + value, 0);
      expect({ count, sum, min, max }).toEqual({
        count: values.length,
        sum: exactSum,
        min: Math.min(...values),
        max: Math.max(...values),
      });
    }),
  );
});

test('what is written can be read again, to the bucket', () => {
  fc.assert(
    fc.property(latenciesUs, (values) => {
      const state = encodeHistogram(histogramOf(values));
      expect(encodeHistogram(decodeHistogram(state))).toEqual(state);
    }),
  );
});

test('a sum is what one histogram of all values would be, to the bucket', () => {
  fc.assert(
    fc.property(fc.array(latenciesUs, { minLength: 1, maxLength: 6 }), (parts) => {
      const states = parts.map((values) => encodeHistogram(histogramOf(values)));
      expect(sumHistograms(states)).toEqual(encodeHistogram(histogramOf(parts.flat())));
    }),
  );
});

test('histograms of different precision do not add up', () => {
  const states = [TOTAL_PRECISION_BITS, WINDOW_PRECISION_BITS].map((bits) => {
    const histogram = new Histogram(bits);
    histogram.record(5);
    return encodeHistogram(histogram);
  });
  expect(() => sumHistograms(states)).toThrow('precision');
});

test.each(['', 'AAAA', '////', 'Cw==', 'gICAgICAgICAgICA'])(
  'bytes that do not fit their count are refused: %j',
  (buckets) => {
    expect(() => decodeHistogram({ count: 3, sum: 6, min: 1, max: 3, buckets })).toThrow();
  },
);
