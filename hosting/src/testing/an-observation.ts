import {
  type MetricObservation,
  OBSERVED_METRICS,
  type ObservedMetric,
  type ObservedMetrics,
  type ObservedPoint,
} from '@proving-ground/shared';
import type { SeenService } from '../load-view/use-observations.ts';

/** Under which figure the console looks for each metric; the others are sums. */
const LABELS: Readonly<Partial<Record<ObservedMetric, string>>> = {
  cpu: 'mean',
  gpu: 'mean',
  memory: 'peak',
  gpuMemory: 'peak',
  concurrency: 'peak',
  startups: 'count',
};

/** What was seen of a service every ten seconds, by the end of each period; metrics that are not given have no point. */
export function anObservation(
  kind: SeenService['kind'],
  given: Partial<Record<ObservedMetric, readonly (readonly [toSeconds: number, value: number])[]>>,
  part: Partial<SeenService> = {},
): SeenService {
  const all = OBSERVED_METRICS.map((metric): [ObservedMetric, MetricObservation] => {
    const points = given[metric]?.map(([to, value]): ObservedPoint => [to - 10, to, value]);
    if (!points) return [metric, { status: 'empty', why: 'No point of it.', series: [] }];
    return [metric, { status: 'available', why: '', series: [{ label: LABELS[metric] ?? '', points }] }];
  });
  const metrics = { ...(Object.fromEntries(all) as ObservedMetrics), ...part.metrics };
  return {
    kind,
    serviceName: kind,
    revision: `${kind}-1`,
    status: 'complete',
    lookedAt: '2026-03-01T10:05:00.000Z',
    periodSeconds: 10,
    delaySeconds: 2,
    failure: null,
    ...part,
    metrics,
    metricsJson: JSON.stringify(metrics),
  };
}
