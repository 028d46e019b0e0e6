import { METRIC_DESCRIPTORS, type MetricDescriptor, RESOURCE_TYPE } from './metric-descriptors.ts';
import type { MetricHistory } from './metric-history.ts';
import { unimplemented } from './monitoring-error.ts';
import { parseFilter } from './parse-filter.ts';

export interface MetricDescriptorQuery {
  /** May name the type of the metric and of the resource. */
  readonly filter: string;
  /** Only those with a point that is still kept. */
  readonly activeOnly: boolean;
}

/** The metrics that match, by name. @throws MonitoringError */
export function listMetricDescriptors(
  { filter, activeOnly }: MetricDescriptorQuery,
  history: Pick<MetricHistory, 'series'>,
): readonly MetricDescriptor[] {
  const comparisons = parseFilter(filter);
  const labels = comparisons.find(({ field }) => field.includes('.labels.'));
  if (labels) throw unimplemented('labels in filters of metric descriptors');
  return METRIC_DESCRIPTORS.filter(
    ({ type }) =>
      comparisons.every(
        ({ field, matches }) => field === 'project' || matches(field === 'metric.type' ? type : RESOURCE_TYPE),
      ) &&
      (!activeOnly || history.series(type).length > 0),
  ).toSorted((left, right) => (left.type < right.type ? -1 : 1));
}
