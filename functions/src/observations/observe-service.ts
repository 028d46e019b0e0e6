import {
  Failure,
  type FailureRecord,
  type MetricObservation,
  type MetricStatus,
  OBSERVED_METRICS,
  type ObservedMetric,
  type ObservedMetrics,
} from '@proving-ground/shared';
import type { MetricDescriptor, Series, SeriesQuery } from '../gcp/run-metrics.ts';
import { knownName, METRIC_READINGS } from './metric-readings.ts';
import { observedSeries } from './observed-series.ts';

export type ReadSeries = (query: SeriesQuery) => Promise<readonly Series[]>;

export interface ServiceToObserve {
  readonly service: Pick<SeriesQuery, 'projectId' | 'region' | 'serviceName' | 'revision'>;
  /** The first instant of the load: points are counted from there. */
  readonly startAt: Date;
  readonly span: { readonly start: Date; readonly end: Date };
  readonly descriptors: readonly MetricDescriptor[];
}

/** Reads what one service did in a span of time; each metric by itself, so that one which cannot be read hides no other. */
export async function observeService(wanted: ServiceToObserve, readSeries: ReadSeries): Promise<ObservedMetrics> {
  const known = new Map(wanted.descriptors.map((descriptor) => [descriptor.name, descriptor]));
  const observed = OBSERVED_METRICS.map(async (metric): Promise<[ObservedMetric, MetricObservation]> => {
    const name = knownName(METRIC_READINGS[metric], new Set(known.keys()));
    const descriptor = name === null ? undefined : known.get(name);
    if (!descriptor) return [metric, nothing('notAvailable', NO_SUCH_METRIC)];
    return [metric, await readMetric({ metric, descriptor, wanted }, readSeries)];
  });
  return Object.fromEntries(await Promise.all(observed)) as ObservedMetrics;
}

/** The same answer for every metric, when not even their names could be read. */
export function unobserved(failure: FailureRecord): ObservedMetrics {
  const all = nothing(statusOf(failure), failure.message);
  return Object.fromEntries(OBSERVED_METRICS.map((metric) => [metric, all])) as ObservedMetrics;
}

const NO_SUCH_METRIC = 'Cloud Monitoring knows no such metric in this project.';

async function readMetric(
  input: { readonly metric: ObservedMetric; readonly descriptor: MetricDescriptor; readonly wanted: ServiceToObserve },
  readSeries: ReadSeries,
): Promise<MetricObservation> {
  const { metric, descriptor, wanted } = input;
  const { service, span, startAt } = wanted;
  try {
    const found = await readSeries({ ...service, ...span, metric: descriptor.name });
    const timing = { startAt, periodSeconds: descriptor.samplePeriodSeconds };
    const series = observedSeries(found, METRIC_READINGS[metric], timing);
    if (series.length > 0) return { status: 'available', why: '', series: [...series] };
    return nothing('empty', 'Cloud Monitoring has no point of it in the time of the test.');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const status = statusOf(error.record);
    return nothing(status, status === 'notAvailable' ? NO_SUCH_METRIC : error.record.message);
  }
}

function statusOf({ code }: FailureRecord): MetricStatus {
  switch (code) {
    case 'permission-denied':
    case 'unauthenticated':
      return 'denied';
    case 'not-found':
      return 'notAvailable';
    default:
      return 'failed';
  }
}

function nothing(status: MetricStatus, why: string): MetricObservation {
  return { status, why: why.slice(0, 500), series: [] };
}
