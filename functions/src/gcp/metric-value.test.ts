import { expect, test } from 'vitest';
import { metricValue } from './metric-value.ts';

const distribution = (bucketOptions: object, bucketCounts: readonly string[]) =>
  metricValue.parse({ distributionValue: { count: '3', mean: 2, bucketOptions, bucketCounts } });

test.each([
  [{ int64Value: '7' }, 7],
  [{ doubleValue: 0.25 }, 0.25],
  [{ boolValue: true }, 1],
  [{}, 0],
  [{ distributionValue: {} }, { count: 0, mean: 0, buckets: [] }],
])('a value of any type is read: %j', (wire, value) => {
  expect(metricValue.parse(wire)).toEqual(value);
});

test.each([
  [
    'linear',
    { linearBuckets: { numFiniteBuckets: 2, width: 5, offset: 10 } },
    [
      { low: 0, high: 10, count: 1 },
      { low: 10, high: 15, count: 1 },
      { low: 20, high: 25, count: 1 },
    ],
  ],
  [
    'exponential',
    { exponentialBuckets: { numFiniteBuckets: 2, growthFactor: 2, scale: 1 } },
    [
      { low: 0, high: 1, count: 1 },
      { low: 1, high: 2, count: 1 },
      { low: 4, high: 8, count: 1 },
    ],
  ],
  [
    'explicit',
    { explicitBuckets: { bounds: [1, 5, 9] } },
    [
      { low: 0, high: 1, count: 1 },
      { low: 1, high: 5, count: 1 },
      { low: 9, high: null, count: 1 },
    ],
  ],
])('buckets that are %s have the bounds of their layout', (_kind, options, buckets) => {
  expect(distribution(options, ['1', '1', '0', '1'])).toEqual({ count: 3, mean: 2, buckets });
});
