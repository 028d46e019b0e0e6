import {
  type LoadObservation,
  type MetricObservation,
  OBSERVED_METRICS,
  type ObservedMetric,
} from '@proving-ground/shared';

/** What was seen of a service; metrics that are not given have no point. */
export function anObservation(
  kind: LoadObservation['kind'],
  points: Partial<Record<ObservedMetric, [number, number][]>>,
  settledAt: string | null = null,
): LoadObservation {
  const metrics = OBSERVED_METRICS.map((metric): [ObservedMetric, MetricObservation] => {
    const given = points[metric];
    if (!given) return [metric, { status: 'empty', why: 'No point of it.', series: [] }];
    return [metric, { status: 'available', why: '', series: [{ label: '', points: given }] }];
  });
  return {
    kind,
    serviceName: kind,
    lookedAt: '2026-03-01T12:00:00.000Z',
    settledAt,
    periodSeconds: 10,
    metricsJson: JSON.stringify(Object.fromEntries(metrics)),
  };
}
