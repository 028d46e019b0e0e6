import { type BucketLayout, type Distribution, mergeDistributions, quantileOf } from './distribution.ts';
import { invalid } from './monitoring-error.ts';
import type { MetricKind, TimeSeries, Value, ValueType } from './time-series.ts';

export type Combine = (values: readonly Value[], layout: BucketLayout) => Value;

/** What may be combined, how, and what comes of it; `same` is as it went in. */
export interface CombineRule {
  readonly accepts: readonly Shape[];
  readonly combine: Combine;
  readonly metricKind: MetricKind | 'same';
  readonly valueType: ValueType | 'same';
}

type Shape = `${MetricKind} ${'numeric' | 'distribution'}`;
export const NUMERIC: readonly Shape[] = ['GAUGE numeric', 'DELTA numeric'];
export const DISTRIBUTIONS: readonly Shape[] = ['GAUGE distribution', 'DELTA distribution'];
export const EVERYTHING: readonly Shape[] = [...NUMERIC, ...DISTRIBUTIONS];

/** @throws MonitoringError in Cloud Monitoring's own words when the series is of another shape. */
export function requireShape(
  series: Pick<TimeSeries, 'metricKind' | 'valueType'>,
  rule: CombineRule,
  asked: { readonly field: string; readonly name: string; readonly noun: 'aligner' | 'reducer' },
): void {
  const { metricKind, valueType } = series;
  if (rule.accepts.includes(`${metricKind} ${valueType === 'DISTRIBUTION' ? 'distribution' : 'numeric'}`)) return;
  throw invalid(
    `Field ${asked.field} had an invalid value of "${asked.name}": The ${asked.noun} cannot be applied to metrics with kind ${metricKind} and value type ${valueType}.`,
  );
}

export const sum: Combine = (values) => {
  const distributions = values.filter(isDistribution);
  return distributions.length > 0 ? mergeDistributions(distributions) : total(values);
};

export const mean: Combine = (values) => {
  const distributions = values.filter(isDistribution);
  return distributions.length > 0 ? mergeDistributions(distributions).mean : total(values) / values.length;
};

export const count: Combine = (values) => values.length;
export const least: Combine = (values) => Math.min(...values.filter(isNumber));
export const greatest: Combine = (values) => Math.max(...values.filter(isNumber));
export const newest: Combine = (values) => values.at(-1) ?? 0;

/** Of all the values that distributions stand for, or of numbers as they are; between 0 and 1. */
export const quantile =
  (wanted: number): Combine =>
  (values, layout) => {
    const distributions = values.filter(isDistribution);
    if (distributions.length > 0) return quantileOf(mergeDistributions(distributions), wanted, layout);
    const sorted = values.filter(isNumber).toSorted((left, right) => left - right);
    return sorted[Math.max(Math.ceil(wanted * sorted.length) - 1, 0)] ?? 0;
  };

export const isDistribution = (value: Value): value is Distribution => typeof value !== 'number';
const isNumber = (value: Value): value is number => typeof value === 'number';
const total = (values: readonly Value[]) => values.filter(isNumber).reduce((all, value) => all + value, 0);
