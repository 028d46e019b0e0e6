import type { Monitoring } from '../monitoring/create-monitoring.ts';
import { readAggregation } from '../monitoring/read-aggregation.ts';
import type { TypeAndLabels } from './alert.ts';
import type { PolicyAggregation, Threshold } from './alert-policy.ts';
import { secondsOf } from './durations.ts';

export type ReadSeries = Pick<Monitoring, 'listTimeSeries' | 'projectId'>;

/** One series that is on the wrong side of a threshold. */
export interface Violation {
  readonly resource: TypeAndLabels;
  readonly metric: TypeAndLabels;
  readonly value: number;
}

interface Newest {
  readonly resource: TypeAndLabels;
  readonly metric: TypeAndLabels;
  readonly value: number;
}

/** Without an aggregation, the points of the last minute count. */
const MINUTE_SECONDS = 60;

/**
 * Compares the newest alignment period, the one that ends now, with the threshold.
 *
 * @throws MonitoringError for a filter that measures nothing here
 */
export function violationsOf(threshold: Threshold, read: ReadSeries, nowMs: number): readonly Violation[] {
  const { filter, aggregations, denominatorFilter, denominatorAggregations, comparison, thresholdValue } = threshold;
  const values = newestValues(filter, aggregations[0], read, nowMs);
  const compared =
    denominatorFilter === undefined
      ? values
      : ratios(values, newestValues(denominatorFilter, denominatorAggregations[0], read, nowMs));
  return compared.filter(({ value }) =>
    comparison === 'COMPARISON_GT' ? value > thresholdValue : value < thresholdValue,
  );
}

function newestValues(
  filter: string,
  aggregation: PolicyAggregation | undefined,
  read: ReadSeries,
  nowMs: number,
): readonly Newest[] {
  const periodMs = (aggregation ? secondsOf(aggregation.alignmentPeriod) : MINUTE_SECONDS) * 1_000;
  const { page } = read.listTimeSeries({
    name: `projects/${read.projectId}`,
    filter,
    startMs: nowMs - periodMs,
    endMs: nowMs,
    aggregation: aggregation
      ? readAggregation({
          alignmentPeriodMs: periodMs,
          perSeriesAligner: aggregation.perSeriesAligner,
          crossSeriesReducer: aggregation.crossSeriesReducer,
          groupByFields: aggregation.groupByFields,
        })
      : null,
    view: 'FULL',
    pageSize: 0,
    pageToken: '',
  });
  return page.flatMap(({ metric, resourceLabels, points }) => {
    const value = points.at(-1)?.value;
    return typeof value === 'number'
      ? [{ metric, resource: { type: 'cloud_run_revision', labels: resourceLabels }, value }]
      : [];
  });
}

/** Of the series with the same labels; where nothing is below the line, there is no ratio. */
function ratios(numerators: readonly Newest[], denominators: readonly Newest[]): readonly Newest[] {
  const below = new Map(denominators.map((one) => [seriesKey(one), one.value]));
  return numerators.flatMap((one) => {
    const denominator = below.get(seriesKey(one)) ?? 0;
    return denominator > 0 ? [{ ...one, value: one.value / denominator }] : [];
  });
}

/** What tells series of one metric apart. */
export function seriesKey({ resource, metric }: Pick<Newest, 'resource' | 'metric'>): string {
  const sorted = (labels: TypeAndLabels['labels']) => Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([metric.type, sorted(metric.labels), sorted(resource.labels)]);
}
