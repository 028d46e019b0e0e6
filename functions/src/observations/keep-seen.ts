import {
  type MetricObservation,
  OBSERVED_METRICS,
  type ObservedMetric,
  type ObservedMetrics,
} from '@proving-ground/shared';

/** What was seen stays seen: a look that fails, or finds a deleted service without its series, takes nothing away. Pure. */
export function keepSeen(before: ObservedMetrics | null, now: ObservedMetrics): ObservedMetrics {
  if (!before) return now;
  const kept = OBSERVED_METRICS.map((metric): [ObservedMetric, MetricObservation] => {
    const isLost = before[metric].status === 'available' && now[metric].status !== 'available';
    return [metric, isLost ? before[metric] : now[metric]];
  });
  return Object.fromEntries(kept) as ObservedMetrics;
}
