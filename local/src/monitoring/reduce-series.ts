import {
  type CombineRule,
  count,
  EVERYTHING,
  greatest,
  least,
  mean,
  NUMERIC,
  quantile,
  requireShape,
  sum,
} from './combine.ts';
import type { BucketLayout } from './distribution.ts';
import { fieldOf } from './field-of.ts';
import { invalid } from './monitoring-error.ts';
import type { Labels, Point, TimeSeries } from './time-series.ts';

const toDouble = { metricKind: 'GAUGE', valueType: 'DOUBLE' } as const;
const same = { metricKind: 'same', valueType: 'same' } as const;

/** https://cloud.google.com/monitoring/api/ref_v3/rpc/google.monitoring.v3#reducer */
const REDUCERS = {
  REDUCE_MEAN: { accepts: EVERYTHING, combine: mean, ...toDouble },
  REDUCE_MIN: { accepts: NUMERIC, combine: least, ...same },
  REDUCE_MAX: { accepts: NUMERIC, combine: greatest, ...same },
  REDUCE_SUM: { accepts: EVERYTHING, combine: sum, ...same },
  REDUCE_COUNT: { accepts: EVERYTHING, combine: count, metricKind: 'GAUGE', valueType: 'INT64' },
  REDUCE_PERCENTILE_99: { accepts: EVERYTHING, combine: quantile(0.99), ...toDouble },
  REDUCE_PERCENTILE_95: { accepts: EVERYTHING, combine: quantile(0.95), ...toDouble },
  REDUCE_PERCENTILE_50: { accepts: EVERYTHING, combine: quantile(0.5), ...toDouble },
  REDUCE_PERCENTILE_05: { accepts: EVERYTHING, combine: quantile(0.05), ...toDouble },
} as const satisfies Record<string, CombineRule>;

export type Reducer = keyof typeof REDUCERS;
export const REDUCER_NAMES = Object.keys(REDUCERS) as readonly Reducer[];

const FIELD = /^(?:resource\.type|project|(metric|resource)\.labels?\.(?:"([^"]+)"|(\w+)))$/;

/**
 * One series for each combination of the fields' values; other labels go, but the project.
 *
 * @throws MonitoringError when the reducer is not for such series, or a field is none.
 */
export function reduceSeries(
  aligned: readonly TimeSeries[],
  layout: BucketLayout,
  reduction: { readonly reducer: Reducer; readonly groupByFields: readonly string[] },
): readonly TimeSeries[] {
  const { reducer } = reduction;
  const rule: CombineRule = REDUCERS[reducer];
  const kept = reduction.groupByFields.flatMap(labelOf);
  for (const series of aligned) {
    requireShape(series, rule, { field: 'aggregation.crossSeriesReducer', name: reducer, noun: 'reducer' });
  }
  const groups = Map.groupBy(aligned, (series) => JSON.stringify(kept.map(({ field }) => fieldOf(series, field))));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const labelsOf = (owner: 'metric' | 'resource'): Labels =>
      Object.fromEntries(
        kept.filter((label) => label.owner === owner).map(({ name, field }) => [name, fieldOf(first, field)]),
      );
    const metricKind = rule.metricKind === 'same' ? first.metricKind : rule.metricKind;
    return {
      metric: { type: first.metric.type, labels: labelsOf('metric') },
      resourceLabels: { project_id: first.resourceLabels['project_id'] ?? '', ...labelsOf('resource') },
      metricKind,
      valueType: rule.valueType === 'same' ? first.valueType : rule.valueType,
      points: pointsOf(group, (values) => rule.combine(values, layout)),
    };
  });
}

function pointsOf(group: readonly TimeSeries[], combine: (values: readonly Point['value'][]) => Point['value']) {
  const byEnd = Map.groupBy(
    group.flatMap(({ points }) => points),
    ({ endMs }) => endMs,
  );
  return [...byEnd]
    .toSorted(([left], [right]) => left - right)
    .map(([endMs, points]): Point => {
      const value = combine(points.map((point) => point.value));
      return { startMs: points[0]?.startMs ?? endMs, endMs, value };
    });
}

function labelOf(groupBy: string) {
  const found = FIELD.exec(groupBy);
  if (!found) throw invalid(`Field aggregation.groupByFields had an invalid value of "${groupBy}": It is no field.`);
  const [, owner, quoted, bare] = found;
  const name = quoted ?? bare;
  // All series are of one resource type and of one project.
  if ((owner !== 'metric' && owner !== 'resource') || name === undefined) return [];
  return [{ owner, name, field: `${owner}.labels.${name}` }] as const;
}
