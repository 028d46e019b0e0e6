import {
  type CombineRule,
  count,
  DISTRIBUTIONS,
  EVERYTHING,
  greatest,
  least,
  mean,
  NUMERIC,
  newest,
  quantile,
  requireShape,
  sum,
} from './combine.ts';
import type { BucketLayout } from './distribution.ts';
import type { Point, TimeSeries } from './time-series.ts';

export interface Alignment {
  readonly aligner: Aligner;
  readonly periodMs: number;
  /** Periods are counted back from here. */
  readonly endMs: number;
}

const toDouble = { metricKind: 'GAUGE', valueType: 'DOUBLE' } as const;
const toGauge = { metricKind: 'GAUGE', valueType: 'same' } as const;
const same = { metricKind: 'same', valueType: 'same' } as const;

/** https://cloud.google.com/monitoring/api/ref_v3/rpc/google.monitoring.v3#aligner */
const ALIGNERS = {
  ALIGN_DELTA: { accepts: ['DELTA numeric', 'DELTA distribution'], combine: sum, ...same },
  /** What adds up in a period, by the seconds of one. */
  ALIGN_RATE: { accepts: ['DELTA numeric'], combine: sum, ...toDouble },
  ALIGN_NEXT_OLDER: { accepts: ['GAUGE numeric', 'GAUGE distribution'], combine: newest, ...same },
  ALIGN_MIN: { accepts: NUMERIC, combine: least, ...toGauge },
  ALIGN_MAX: { accepts: NUMERIC, combine: greatest, ...toGauge },
  ALIGN_MEAN: { accepts: NUMERIC, combine: mean, ...toDouble },
  ALIGN_COUNT: { accepts: NUMERIC, combine: count, metricKind: 'GAUGE', valueType: 'INT64' },
  ALIGN_SUM: { accepts: EVERYTHING, combine: sum, ...same },
  ALIGN_PERCENTILE_99: { accepts: DISTRIBUTIONS, combine: quantile(0.99), ...toDouble },
  ALIGN_PERCENTILE_95: { accepts: DISTRIBUTIONS, combine: quantile(0.95), ...toDouble },
  ALIGN_PERCENTILE_50: { accepts: DISTRIBUTIONS, combine: quantile(0.5), ...toDouble },
  ALIGN_PERCENTILE_05: { accepts: DISTRIBUTIONS, combine: quantile(0.05), ...toDouble },
} as const satisfies Record<string, CombineRule>;

export type Aligner = keyof typeof ALIGNERS;
export const ALIGNER_NAMES = Object.keys(ALIGNERS) as readonly Aligner[];

/**
 * One point for each period that has any; a point belongs to the period in which it ends.
 *
 * @throws MonitoringError when the aligner is not for such a metric.
 */
export function alignSeries(series: TimeSeries, layout: BucketLayout, alignment: Alignment): TimeSeries {
  const { aligner, periodMs, endMs } = alignment;
  const rule: CombineRule = ALIGNERS[aligner];
  requireShape(series, rule, { field: 'aggregation.perSeriesAligner', name: aligner, noun: 'aligner' });
  const metricKind = rule.metricKind === 'same' ? series.metricKind : rule.metricKind;
  const valueType = rule.valueType === 'same' ? series.valueType : rule.valueType;

  const periods = new Map<number, Point[]>();
  for (const point of series.points) {
    const back = Math.floor((endMs - point.endMs) / periodMs);
    const inPeriod = periods.get(back);
    if (inPeriod) inPeriod.push(point);
    else periods.set(back, [point]);
  }
  const points = [...periods].map(([back, inPeriod]): Point => {
    const pointEndMs = endMs - back * periodMs;
    const combined = rule.combine(
      inPeriod.map(({ value }) => value),
      layout,
    );
    return {
      startMs: metricKind === 'DELTA' ? pointEndMs - periodMs : pointEndMs,
      endMs: pointEndMs,
      value: aligner === 'ALIGN_RATE' && typeof combined === 'number' ? combined / (periodMs / 1_000) : combined,
    };
  });
  return { ...series, metricKind, valueType, points };
}
