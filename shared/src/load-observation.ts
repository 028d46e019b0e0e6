import { z } from 'zod';

/** What Cloud Monitoring is asked about each service of a load test. */
export const OBSERVED_METRICS = [
  'instances',
  'cpu',
  'memory',
  'gpu',
  'gpuMemory',
  'concurrency',
  'requests',
  'pending',
  'startups',
  'billableSeconds',
] as const;
export const observedMetric = z.enum(OBSERVED_METRICS);
export type ObservedMetric = z.infer<typeof observedMetric>;

/**
 * `empty`: the metric exists and has no point in the time of the test, which is not zero. `notAvailable`: there is no
 * such metric for this service. `denied`: the functions may not read it. `failed`: it could not be read.
 */
export const metricStatus = z.enum(['available', 'empty', 'notAvailable', 'denied', 'failed']);
export type MetricStatus = z.infer<typeof metricStatus>;

/** The end of the period it stands for, since the start of the test, and the value. */
const observedPoint = z.tuple([z.number(), z.number()]);

export const observedSeries = z.strictObject({
  /** By instance state or response code; empty for a metric that is not parted. */
  label: z.string(),
  points: z.array(observedPoint),
});
export type ObservedSeries = z.infer<typeof observedSeries>;

export const metricObservation = z.strictObject({
  status: metricStatus,
  /** In words; empty when available. */
  why: z.string().max(500),
  series: z.array(observedSeries),
});
export type MetricObservation = z.infer<typeof metricObservation>;

export const observedMetrics = z.record(observedMetric, metricObservation);
export type ObservedMetrics = z.infer<typeof observedMetrics>;

/** `loadTests/{id}/observations/{agent|backend}`: what one service did meanwhile, by Cloud Monitoring. */
export const loadObservation = z.strictObject({
  kind: z.enum(['agent', 'backend']),
  serviceName: z.string(),
  lookedAt: z.iso.datetime(),
  /** When nothing more was to be expected; null while points may still come. */
  settledAt: z.iso.datetime().nullable(),
  /** Distance of the points. */
  periodSeconds: z.number(),
  /** `ObservedMetrics`; as text, because as fields it would take more index entries than a document may have. */
  metricsJson: z.string(),
});
export type LoadObservation = z.infer<typeof loadObservation>;

/** Reads the metrics out of their document. @throws ZodError for another version's */
export function metricsOf({ metricsJson }: Pick<LoadObservation, 'metricsJson'>): ObservedMetrics {
  return observedMetrics.parse(JSON.parse(metricsJson));
}

/** Series added up at each instant; empty when the metric is not available. */
export function totalPoints({ series }: Pick<MetricObservation, 'series'>): readonly (readonly [number, number])[] {
  const sums = new Map<number, number>();
  for (const { points } of series) for (const [at, value] of points) sums.set(at, (sums.get(at) ?? 0) + value);
  return [...sums].sort(([a], [b]) => a - b);
}

/** The largest value of the metric's sum since the start of the load; null when nothing is known. */
export function peakOf(observation: Pick<MetricObservation, 'series'> | undefined): number | null {
  const values = observation ? totalPoints(observation).flatMap(([at, value]) => (at > 0 ? [value] : [])) : [];
  return values.length === 0 ? null : Math.max(...values);
}
