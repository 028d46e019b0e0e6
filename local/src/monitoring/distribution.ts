/** How a metric divides its values; bucket 0 is all below, the last all above. */
export type BucketLayout =
  | { readonly kind: 'linear'; readonly width: number; readonly offset: number; readonly finiteCount: number }
  | {
      readonly kind: 'exponential';
      readonly growthFactor: number;
      readonly scale: number;
      readonly finiteCount: number;
    };

/** What google.api.Distribution says of a set of values; buckets without values are left out. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly sumOfSquaredDeviation: number;
  /** Bucket and count, by ascending bucket. */
  readonly buckets: readonly (readonly [bucket: number, count: number])[];
}

export function distributionOf(values: readonly number[], layout: BucketLayout): Distribution {
  const count = values.length;
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count;
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = bucketOf(value, layout);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return {
    count,
    mean,
    sumOfSquaredDeviation: values.reduce((sum, value) => sum + (value - mean) ** 2, 0),
    buckets: ascending(counts),
  };
}

/** The distribution of all the values that several of the same layout stand for. */
export function mergeDistributions(parts: readonly Distribution[]): Distribution {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const mean = count === 0 ? 0 : parts.reduce((sum, part) => sum + part.mean * part.count, 0) / count;
  const counts = new Map<number, number>();
  for (const { buckets } of parts) {
    for (const [bucket, inBucket] of buckets) counts.set(bucket, (counts.get(bucket) ?? 0) + inBucket);
  }
  return {
    count,
    mean,
    sumOfSquaredDeviation: parts.reduce(
      (sum, part) => sum + part.sumOfSquaredDeviation + part.count * (part.mean - mean) ** 2,
      0,
    ),
    buckets: ascending(counts),
  };
}

/** Estimated within its bucket, as Cloud Monitoring does: a quantile is between 0 and 1. */
export function quantileOf({ count, buckets }: Distribution, quantile: number, layout: BucketLayout): number {
  const rank = quantile * count;
  let below = 0;
  for (const [bucket, inBucket] of buckets) {
    if (below + inBucket >= rank) {
      const { lower, upper } = boundsOf(bucket, layout);
      return lower + (upper - lower) * ((rank - below) / inBucket);
    }
    below += inBucket;
  }
  return 0;
}

function bucketOf(value: number, layout: BucketLayout): number {
  const position =
    layout.kind === 'linear'
      ? (value - layout.offset) / layout.width
      : Math.log(value / layout.scale) / Math.log(layout.growthFactor);
  if (!(position >= 0)) return 0;
  return Math.min(Math.floor(position) + 1, layout.finiteCount + 1);
}

/** None of our values is below zero, and nothing is known of how far the last bucket reaches. */
function boundsOf(bucket: number, layout: BucketLayout): { readonly lower: number; readonly upper: number } {
  const edge = (index: number) =>
    layout.kind === 'linear' ? layout.offset + layout.width * index : layout.scale * layout.growthFactor ** index;
  const lower = bucket === 0 ? 0 : edge(bucket - 1);
  return { lower, upper: bucket > layout.finiteCount ? lower : edge(bucket) };
}

function ascending(counts: ReadonlyMap<number, number>): Distribution['buckets'] {
  return [...counts].sort(([left], [right]) => left - right);
}
