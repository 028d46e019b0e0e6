import { OBSERVATION_LIMITS, type ObservedPoint, type ObservedSeries } from '@proving-ground/shared';
import type { Distribution, MetricValue } from '../gcp/metric-value.ts';
import type { Series } from '../gcp/run-metrics.ts';
import { mergeDistributions, peakOf, quantileOf } from './distribution-figures.ts';
import type { DistributionFigure, MetricReading } from './metric-readings.ts';

interface Timing {
  /** The first instant of the load: points are counted from there. */
  readonly startAt: Date;
  /** A gauge stands for the time since the sample before. */
  readonly periodSeconds: number;
}

/** Turns the series that Cloud Monitoring has into those that are kept: few, named, oldest first. Pure. */
export function observedSeries(
  found: readonly Series[],
  reading: MetricReading,
  timing: Timing,
): readonly ObservedSeries[] {
  switch (reading.kind) {
    case 'number': {
      const groups = Map.groupBy(found, ({ labels }) => (reading.by ? (labels[reading.by] ?? '') : ''));
      const lines = [...groups].map(([label, series]) => ({
        label,
        points: bounded(
          perPeriod(series, timing, (values) => values.reduce<number>((sum, value) => sum + numberOf(value), 0)),
          reading.adds,
        ),
      }));
      return boundedSeries(lines.filter(({ points }) => points.length > 0));
    }
    case 'distribution': {
      const { figures, only } = reading;
      const wanted = only ? found.filter(({ labels }) => (labels[only.label] ?? only.value) === only.value) : found;
      const lines = figures.map((label) => ({
        label,
        points: bounded(
          perPeriod(wanted, timing, (values) => figureOf(mergeDistributions(values.map(asDistribution)), label)),
          label === 'count',
        ),
      }));
      return lines.filter(({ points }) => points.length > 0);
    }
  }
}

function perPeriod(
  series: readonly Series[],
  { startAt, periodSeconds }: Timing,
  combine: (values: readonly MetricValue[]) => number,
): readonly ObservedPoint[] {
  const tenths = (seconds: number) => Math.round(seconds * 10) / 10;
  const secondsOf = (instant: Date) => tenths((instant.getTime() - startAt.getTime()) / 1_000);
  const periods = Map.groupBy(
    series.flatMap(({ points }) => points),
    ({ end }) => end.getTime(),
  );
  return [...periods]
    .toSorted(([left], [right]) => left - right)
    .flatMap(([, points]): ObservedPoint[] => {
      const [first] = points;
      if (!first) return [];
      const to = secondsOf(first.end);
      const from = secondsOf(first.start);
      const value = combine(points.map((point) => point.value));
      return [[from < to ? from : tenths(to - periodSeconds), to, Number(value.toPrecision(6))]];
    });
}

/** Neighbours together where there are too many: what adds up is added, else the highest stands for all. */
function bounded(points: readonly ObservedPoint[], adds: boolean): ObservedPoint[] {
  const size = Math.ceil(points.length / OBSERVATION_LIMITS.points);
  if (size <= 1) return [...points];
  const groups = Map.groupBy(points, (_point, index) => Math.floor(index / size));
  return [...groups.values()].map((group): ObservedPoint => {
    const values = group.map(([, , value]) => value);
    const value = adds ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values);
    return [group[0]?.[0] ?? 0, group.at(-1)?.[1] ?? 0, value];
  });
}

/** The largest; a service that answers with more different codes than fit shows the most frequent ones. */
function boundedSeries(lines: readonly ObservedSeries[]): readonly ObservedSeries[] {
  const sum = ({ points }: ObservedSeries) => points.reduce((total, [, , value]) => total + value, 0);
  return lines
    .toSorted((left, right) => sum(right) - sum(left))
    .slice(0, OBSERVATION_LIMITS.series)
    .toSorted((left, right) => left.label.localeCompare(right.label));
}

function figureOf(distribution: Distribution, figure: DistributionFigure): number {
  switch (figure) {
    case 'count':
      return distribution.count;
    case 'mean':
      return distribution.mean;
    case 'p50':
      return quantileOf(distribution, 0.5);
    case 'p95':
      return quantileOf(distribution, 0.95);
    case 'peak':
      return peakOf(distribution);
  }
}

function numberOf(value: MetricValue): number {
  return typeof value === 'number' ? value : value.mean;
}

function asDistribution(value: MetricValue): Distribution {
  return typeof value === 'number' ? { count: 1, mean: value, buckets: [] } : value;
}
