import {
  Failure,
  type MetricObservation,
  OBSERVED_METRICS,
  type ObservedMetric,
  type ObservedMetrics,
} from '@proving-ground/shared';
import type { MetricDescriptor, Series, SeriesQuery } from '../gcp/run-metrics.ts';
import { METRIC_QUERIES } from './metric-queries.ts';

export type ReadSeries = (query: SeriesQuery) => Promise<readonly Series[]>;

/** Reads what one service did in a span of time; each metric by itself, so that one which cannot be read hides no other. */
export async function observeService(input: {
  readonly service: Pick<SeriesQuery, 'projectId' | 'region' | 'serviceName'>;
  /** The first instant of the load: points are counted from there. */
  readonly startAt: Date;
  readonly span: { readonly start: Date; readonly end: Date };
  readonly periodSeconds: number;
  readonly descriptors: readonly MetricDescriptor[];
  readonly readSeries: ReadSeries;
}): Promise<ObservedMetrics> {
  const known = new Set(input.descriptors.map(({ name }) => name));
  const observed = OBSERVED_METRICS.map(async (metric): Promise<[ObservedMetric, MetricObservation]> => {
    if (known.has(METRIC_QUERIES[metric].metric)) return [metric, await readMetric(metric, input)];
    return [metric, nothing('notAvailable', 'This project has no such metric of Cloud Run.')];
  });
  return Object.fromEntries(await Promise.all(observed)) as ObservedMetrics;
}

async function readMetric(
  metric: ObservedMetric,
  { service, startAt, span, periodSeconds, readSeries }: Parameters<typeof observeService>[0],
): Promise<MetricObservation> {
  try {
    const { isWhole = false, ...query } = METRIC_QUERIES[metric];
    const found = await readSeries({ ...service, ...span, periodSeconds, ...query });
    const series = found.map(({ label, points }) => ({
      label,
      points: points.map(({ end, value }): [number, number] => [
        Math.round((end.getTime() - startAt.getTime()) / 1_000),
        isWhole ? Math.floor(value) : Number(value.toPrecision(6)),
      ]),
    }));
    if (series.some(({ points }) => points.length > 0)) return { status: 'available', why: '', series };
    return nothing('empty', 'Cloud Monitoring has no point of it in the time of the test.');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message } = error.record;
    if (code === 'not-found') return nothing('notAvailable', 'This project has no such metric of Cloud Run.');
    return nothing(code === 'permission-denied' ? 'denied' : 'failed', message.slice(0, 500));
  }
}

function nothing(status: MetricObservation['status'], why: string): MetricObservation {
  return { status, why, series: [] };
}

/** The same answer for every metric, when not even their names could be read. */
export function unobserved(failure: Failure): ObservedMetrics {
  const { code, message } = failure.record;
  const all = nothing(code === 'permission-denied' ? 'denied' : 'failed', message.slice(0, 500));
  return Object.fromEntries(OBSERVED_METRICS.map((metric) => [metric, all])) as ObservedMetrics;
}
