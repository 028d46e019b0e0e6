import type { Distribution } from '../gcp/metric-value.ts';

/** The values of several distributions as one. */
export function mergeDistributions(parts: readonly Distribution[]): Distribution {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return {
    count,
    mean: count === 0 ? 0 : parts.reduce((sum, part) => sum + part.mean * part.count, 0) / count,
    buckets: parts.flatMap(({ buckets }) => buckets).toSorted((left, right) => left.low - right.low),
  };
}

/** Where a fraction of the values lies at most; within a bucket they count as evenly spread. */
export function quantileOf(distribution: Distribution, fraction: number): number {
  const { mean, buckets } = distribution;
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  if (isOneValue(distribution)) return mean;
  let below = 0;
  for (const { low, high, count: inBucket } of buckets) {
    if (below + inBucket >= fraction * count) {
      return low + ((high ?? low) - low) * ((fraction * count - below) / inBucket);
    }
    below += inBucket;
  }
  return mean;
}

/** What the largest value was at least: exact for whole numbers in buckets of one, and for values that are all alike. */
export function peakOf(distribution: Distribution): number {
  const { mean, buckets } = distribution;
  return isOneValue(distribution) ? mean : Math.max(mean, buckets.at(-1)?.low ?? mean);
}

/** Of a single value, or of several in the same bucket, the mean says more than the bucket. */
function isOneValue({ count, buckets }: Distribution): boolean {
  return count <= 1 || new Set(buckets.map(({ low }) => low)).size <= 1;
}
