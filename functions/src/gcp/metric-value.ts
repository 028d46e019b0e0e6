import { z } from 'zod';

const number = z.union([z.string(), z.number()]).transform(Number).pipe(z.number());

const bucketOptions = z.object({
  linearBuckets: z.object({ width: z.number(), offset: z.number().default(0) }).optional(),
  exponentialBuckets: z.object({ growthFactor: z.number(), scale: z.number() }).optional(),
  explicitBuckets: z.object({ bounds: z.array(z.number()) }).optional(),
});

const distributionValue = z.object({
  count: number.default(0),
  mean: z.number().default(0),
  bucketOptions: bucketOptions.default({}),
  bucketCounts: z.array(number).default([]),
});

/** What is known of a set of values, none of them below zero. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  /** Those with values in them, lowest first; `high` is null when nothing bounds it. */
  readonly buckets: readonly { readonly low: number; readonly high: number | null; readonly count: number }[];
}

export type MetricValue = number | Distribution;

/**
 * The value of a point: a number, or a distribution with its buckets by their bounds.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/TypedValue
 */
export const metricValue = z
  .object({
    int64Value: number.optional(),
    doubleValue: z.number().optional(),
    boolValue: z.boolean().optional(),
    distributionValue: distributionValue.optional(),
  })
  .transform(({ int64Value, doubleValue, boolValue, distributionValue: distribution }): MetricValue => {
    if (distribution) return distributionOf(distribution);
    return int64Value ?? doubleValue ?? Number(boolValue ?? 0);
  });

function distributionOf({
  count,
  mean,
  bucketOptions,
  bucketCounts,
}: z.output<typeof distributionValue>): Distribution {
  const boundAbove = upperBounds(bucketOptions);
  return {
    count,
    mean,
    buckets: bucketCounts.flatMap((inBucket, index) =>
      inBucket > 0
        ? [{ low: index === 0 ? 0 : (boundAbove(index - 1) ?? 0), high: boundAbove(index), count: inBucket }]
        : [],
    ),
  };
}

/** The upper bound of each bucket; bucket 0 is what lies below the first bound. Of the last one there is none.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/TypedValue#bucketoptions */
function upperBounds(options: z.output<typeof bucketOptions>): (index: number) => number | null {
  const { linearBuckets: linear, exponentialBuckets: exponential, explicitBuckets: explicit } = options;
  if (linear) return (index) => linear.offset + linear.width * index;
  if (exponential) return (index) => exponential.scale * exponential.growthFactor ** index;
  return (index) => explicit?.bounds[index] ?? null;
}
