import { RESOURCE_TYPE } from './metric-descriptors.ts';
import type { TimeSeries } from './time-series.ts';

/** What a series has in a field of a filter; a label that is not there is an empty one. */
export function fieldOf(
  { metric, resourceLabels }: Pick<TimeSeries, 'metric' | 'resourceLabels'>,
  field: string,
): string {
  if (field === 'metric.type') return metric.type;
  if (field === 'resource.type') return RESOURCE_TYPE;
  if (field === 'project') return resourceLabels['project_id'] ?? '';
  const [owner, , label = ''] = field.split('.');
  return (owner === 'metric' ? metric.labels : resourceLabels)[label] ?? '';
}
