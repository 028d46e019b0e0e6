import type { Distribution } from './distribution.ts';

export type MetricKind = 'GAUGE' | 'DELTA';
export type ValueType = 'INT64' | 'DOUBLE' | 'DISTRIBUTION';
export type Value = number | Distribution;
export type Labels = Readonly<Record<string, string>>;

export interface Point {
  /** That of the end for a gauge. */
  readonly startMs: number;
  readonly endMs: number;
  readonly value: Value;
}

export interface TimeSeries {
  readonly metric: { readonly type: string; readonly labels: Labels };
  /** All are of the type `cloud_run_revision`. */
  readonly resourceLabels: Labels;
  readonly metricKind: MetricKind;
  readonly valueType: ValueType;
  /** Oldest first. */
  readonly points: readonly Point[];
}
