import { isDistribution } from './combine.ts';
import type { BucketLayout, Distribution } from './distribution.ts';
import { findDescriptor, type MetricDescriptor, RESOURCE_TYPE } from './metric-descriptors.ts';
import { lagSecondsOf, type MetricTiming } from './metric-timing.ts';
import type { TimeSeries, Value, ValueType } from './time-series.ts';

/** How a protocol spells a moment and a duration; all else REST and gRPC spell alike. */
export interface Spelling<Timestamp, Duration> {
  readonly timestamp: (ms: number) => Timestamp;
  readonly duration: (seconds: number) => Duration;
}

/** google.monitoring.v3.TimeSeries, points in the order given; what is empty is left out. */
export function timeSeriesMessage<T, D>(series: TimeSeries, { timestamp }: Spelling<T, D>) {
  const { metric, resourceLabels, metricKind, valueType, points } = series;
  const layout = findDescriptor(metric.type)?.layout;
  return {
    metric,
    resource: { type: RESOURCE_TYPE, labels: resourceLabels },
    metricKind,
    valueType,
    ...(points.length > 0 && {
      points: points.map(({ startMs, endMs, value }) => ({
        interval: { startTime: timestamp(startMs), endTime: timestamp(endMs) },
        value: typedValue(value, valueType, layout),
      })),
    }),
  };
}

/** google.api.MetricDescriptor; its metadata say how often and how late points come. */
export function descriptorMessage<T, D>(
  descriptor: MetricDescriptor,
  { projectId, timing }: { readonly projectId: string; readonly timing: MetricTiming },
  { duration }: Spelling<T, D>,
) {
  const { type, metricKind, valueType, unit, displayName, description, labels } = descriptor;
  return {
    name: `projects/${projectId}/metricDescriptors/${type}`,
    type,
    labels: Object.entries(labels).map(([key, text]) => ({
      key,
      description: text,
    })),
    metricKind,
    valueType,
    unit,
    displayName,
    description,
    launchStage: 'GA',
    monitoredResourceTypes: [RESOURCE_TYPE],
    metadata: {
      launchStage: 'GA',
      samplePeriod: duration(timing.periodSeconds),
      ingestDelay: duration(lagSecondsOf(timing, descriptor)),
    },
  };
}

function typedValue(value: Value, valueType: ValueType, layout: BucketLayout | undefined) {
  if (isDistribution(value)) return { distributionValue: distributionMessage(value, layout) };
  return valueType === 'INT64' ? { int64Value: String(value) } : { doubleValue: value };
}

function distributionMessage(distribution: Distribution, layout: BucketLayout | undefined) {
  const { count, mean, sumOfSquaredDeviation, buckets } = distribution;
  // Written up to the last bucket that has any: those left out are zero.
  const bucketCounts = Array.from({ length: (buckets.at(-1)?.[0] ?? -1) + 1 }, () => '0');
  for (const [bucket, inBucket] of buckets) bucketCounts[bucket] = String(inBucket);
  return {
    count: String(count),
    mean,
    sumOfSquaredDeviation,
    ...(layout && { bucketOptions: bucketOptions(layout) }),
    bucketCounts,
  };
}

function bucketOptions(layout: BucketLayout) {
  switch (layout.kind) {
    case 'linear': {
      const { finiteCount: numFiniteBuckets, width, offset } = layout;
      return { linearBuckets: { numFiniteBuckets, width, offset } };
    }
    case 'exponential': {
      const { finiteCount: numFiniteBuckets, growthFactor, scale } = layout;
      return { exponentialBuckets: { numFiniteBuckets, growthFactor, scale } };
    }
  }
}
