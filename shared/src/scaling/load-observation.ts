import { z } from 'zod';
import { failureRecord } from '../failure.ts';

/** What Cloud Monitoring is asked about each service of a load test. */
export const OBSERVED_METRICS = [
  'instances',
  'cpu',
  'memory',
  'gpu',
  'gpuMemory',
  'concurrency',
  'requests',
  'latency',
  'pending',
  'startups',
  'billableSeconds',
] as const;
export const observedMetric = z.enum(OBSERVED_METRICS);
export type ObservedMetric = z.infer<typeof observedMetric>;

/** Both services of the longest test, sampled every six seconds, fit into a document with these. */
export const OBSERVATION_LIMITS = { series: 8, points: 240 } as const;

/**
 * `empty`: the metric exists and has no point in the time of the test, which is not zero. `notAvailable`: Cloud Run has no
 * such metric in this project. `denied`: the functions may not read it. `failed`: it could not be read.
 */
export const metricStatus = z.enum(['available', 'empty', 'notAvailable', 'denied', 'failed']);
export type MetricStatus = z.infer<typeof metricStatus>;

/** Start and end of the period that it stands for, in seconds since the start of the test, and the value. */
const observedPoint = z.tuple([z.number(), z.number(), z.number()]);
export type ObservedPoint = z.infer<typeof observedPoint>;

export const observedSeries = z.strictObject({
  /** The state of instances, a response code, a figure of a distribution (`mean`, `p50`, `p95`, `peak`, `count`), or nothing. */
  label: z.string(),
  /** Oldest first. */
  points: z.array(observedPoint).max(OBSERVATION_LIMITS.points),
});
export type ObservedSeries = z.infer<typeof observedSeries>;

export const metricObservation = z.strictObject({
  status: metricStatus,
  /** In words; empty when available. */
  why: z.string().max(500),
  series: z.array(observedSeries).max(OBSERVATION_LIMITS.series),
});
export type MetricObservation = z.infer<typeof metricObservation>;

export const observedMetrics = z.record(observedMetric, metricObservation);
export type ObservedMetrics = z.infer<typeof observedMetrics>;

/**
 * `waiting`: more points may come. `complete`: the whole run was seen. `partial`: part of it never came. `unavailable`: nothing
 * did.
 */
export const observationStatus = z.enum(['waiting', 'complete', 'partial', 'unavailable']);
export type ObservationStatus = z.infer<typeof observationStatus>;

/** `loadTests/{id}/observations/{agent|backend}`: what one service did meanwhile, by Cloud Monitoring. */
export const loadObservation = z.strictObject({
  kind: z.enum(['agent', 'backend']),
  serviceName: z.string(),
  /** Only what this revision did counts: others of the service were not tested. */
  revision: z.string(),
  status: observationStatus,
  lookedAt: z.iso.datetime(),
  /** Distance of the points. */
  periodSeconds: z.number(),
  /** How long after it a point can be read. */
  delaySeconds: z.number(),
  /** What kept the last look from seeing anything. */
  failure: failureRecord.nullable(),
  /** `ObservedMetrics`; as text, because as fields it would take more index entries than a document may have. */
  metricsJson: z.string(),
});
export type LoadObservation = z.infer<typeof loadObservation>;
export type ObservedKind = LoadObservation['kind'];

/** Reads the metrics out of their document; null for another version's. */
export function metricsOf({ metricsJson }: Pick<LoadObservation, 'metricsJson'>): ObservedMetrics | null {
  try {
    return observedMetrics.parse(JSON.parse(metricsJson));
  } catch {
    return null;
  }
}

/** The points of one label; without one, those of all series added up at each period. */
export function pointsOf(
  observation: Pick<MetricObservation, 'series'> | undefined,
  label?: string,
): readonly ObservedPoint[] {
  const series = observation?.series ?? [];
  if (label !== undefined) return series.find((one) => one.label === label)?.points ?? [];
  const sums = new Map<number, ObservedPoint>();
  for (const [from, to, value] of series.flatMap(({ points }) => points)) {
    const [first, , sum] = sums.get(to) ?? [from, to, 0];
    sums.set(to, [Math.min(first, from), to, sum + value]);
  }
  return [...sums.values()].sort(([, left], [, right]) => left - right);
}

/** Whether a point tells more of a span than of the time around it. */
export function isDuring(point: ObservedPoint, span: SecondsSpan): boolean {
  const [from, to] = point;
  const overlap = overlapOf(point, span);
  return overlap > 0 && overlap >= Math.min(to - from, span.to - span.from) / 2;
}

/** The largest value during a span; null when nothing is known of it. */
export function peakOf(points: readonly ObservedPoint[], span: SecondsSpan): number | null {
  const values = points.filter((point) => isDuring(point, span)).map(([, , value]) => value);
  return values.length === 0 ? null : Math.max(...values);
}

export interface SecondsSpan {
  readonly from: number;
  readonly to: number;
}

/** How many seconds of a point's period lie in a span. */
export function overlapOf([from, to]: ObservedPoint, span: SecondsSpan): number {
  return Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
}
