import { type Aligner, alignSeries } from './align-series.ts';
import { fieldOf } from './field-of.ts';
import { findDescriptor, type MetricDescriptor, RESOURCE_TYPE } from './metric-descriptors.ts';
import type { MetricHistory } from './metric-history.ts';
import { lagSecondsOf, type MetricTiming } from './metric-timing.ts';
import { invalid, MonitoringError } from './monitoring-error.ts';
import { type Comparison, parseFilter } from './parse-filter.ts';
import { type Reducer, reduceSeries } from './reduce-series.ts';
import type { TimeSeries } from './time-series.ts';

export interface Aggregation {
  readonly alignmentPeriodMs: number;
  readonly aligner: Aligner;
  readonly reducer: Reducer | null;
  readonly groupByFields: readonly string[];
}

export interface TimeSeriesQuery {
  readonly filter: string;
  /** Points that end after this. */
  readonly startMs: number;
  /** Points that end by this. */
  readonly endMs: number;
  readonly aggregation: Aggregation | null;
  /** What is known at this moment. */
  readonly nowMs: number;
}

/** Cloud Monitoring takes no shorter alignment, whose samples are a minute apart. */
const MIN_ALIGNMENT_SECONDS = 60;

/**
 * The series of one metric that match, points oldest first.
 *
 * @throws MonitoringError in Cloud Monitoring's words.
 */
export function listTimeSeries(
  query: TimeSeriesQuery,
  { history, timing }: { readonly history: Pick<MetricHistory, 'series'>; readonly timing: MetricTiming },
): { readonly series: readonly TimeSeries[]; readonly unit: string } {
  const { aggregation, startMs, endMs } = query;
  if (startMs > endMs) throw invalid('Field interval had an invalid value: The start time is after the end time.');
  const comparisons = parseFilter(query.filter);
  const descriptor = requireDescriptor(comparisons);
  requireLabels(comparisons, descriptor);
  if (aggregation) requireAlignment(aggregation, timing);

  const visibleUntilMs = Math.min(endMs, query.nowMs - lagSecondsOf(timing, descriptor) * 1_000);
  const raw = history
    .series(descriptor.type)
    .filter((series) => comparisons.every(({ field, matches }) => matches(fieldOf(series, field))))
    .map((series) => ({
      ...series,
      points: series.points.filter((point) => point.endMs > startMs && point.endMs <= visibleUntilMs),
    }))
    .filter(({ points }) => points.length > 0);
  if (!aggregation) return { series: raw, unit: descriptor.unit };

  const { aligner, alignmentPeriodMs: periodMs, reducer, groupByFields } = aggregation;
  const { layout } = descriptor;
  // Said of an empty answer too: a caller must not find out only when there is something to see.
  alignSeries({ ...NOTHING, ...descriptor }, layout, { aligner, periodMs, endMs });
  const aligned = raw.map((series) => alignSeries(series, layout, { aligner, periodMs, endMs }));
  return {
    series: reducer ? reduceSeries(aligned, layout, { reducer, groupByFields }) : aligned,
    unit: aligner === 'ALIGN_RATE' ? `${descriptor.unit}/s` : descriptor.unit,
  };
}

const NOTHING = { metric: { type: '', labels: {} }, resourceLabels: {}, points: [] } as const;

function requireDescriptor(comparisons: readonly Comparison[]): MetricDescriptor {
  const types = comparisons.filter(({ field }) => field === 'metric.type');
  const [type] = types.map(({ exactly }) => exactly);
  if (type === undefined || type === null || types.length > 1) {
    throw invalid('Field filter had an invalid value: It must name exactly one metric type, by metric.type = "...".');
  }
  const descriptor = findDescriptor(type);
  if (descriptor) return descriptor;
  throw new MonitoringError(
    'NOT_FOUND',
    `Cannot find metric(s) that match type = "${type}". If a metric was created recently, it could take up to 10 minutes to become available. Please try again soon.`,
  );
}

const RESOURCE_LABELS = ['project_id', 'location', 'service_name', 'revision_name', 'configuration_name'];

/** Asking for another resource, or by a label that there is not, finds nothing for ever: that is said. */
function requireLabels(comparisons: readonly Comparison[], descriptor: MetricDescriptor): void {
  for (const { field, exactly } of comparisons) {
    const [owner, kind, label = ''] = field.split('.');
    const known = owner === 'metric' ? Object.keys(descriptor.labels) : RESOURCE_LABELS;
    const foreign = field === 'resource.type' && exactly !== null && exactly !== RESOURCE_TYPE;
    if (!foreign && (kind !== 'labels' || known.includes(label))) continue;
    throw invalid(
      'The supplied filter does not specify a valid combination of metric and monitored resource descriptors. The query will not return any time series.',
    );
  }
}

function requireAlignment({ alignmentPeriodMs }: Aggregation, { periodSeconds }: MetricTiming): void {
  const leastSeconds = Math.min(MIN_ALIGNMENT_SECONDS, periodSeconds);
  if (alignmentPeriodMs >= leastSeconds * 1_000) return;
  throw invalid(
    `Field aggregation.alignmentPeriod had an invalid value of "${alignmentPeriodMs / 1_000}s": The period must be at least ${leastSeconds} seconds.`,
  );
}
