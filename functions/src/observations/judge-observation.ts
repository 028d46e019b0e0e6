import {
  OBSERVED_METRICS,
  type ObservationStatus,
  type ObservedMetric,
  type ObservedMetrics,
  pointsOf,
} from '@proving-ground/shared';
import type { ObservationPlan } from './plan-observation.ts';

/** An instance that runs has these in every period; the others have points only when something happens. */
const ALWAYS_THERE: readonly ObservedMetric[] = ['instances', 'cpu', 'memory'];

/** Whether a service has been seen whole, and if not, whether more may still come. Pure. */
export function judgeObservation(
  metrics: ObservedMetrics,
  { points, runSeconds, periodSeconds }: Pick<ObservationPlan, 'points' | 'runSeconds' | 'periodSeconds'>,
): ObservationStatus {
  if (points === 'none' || runSeconds === null) return 'waiting';
  const reaches = (metric: ObservedMetric) =>
    (pointsOf(metrics[metric]).at(-1)?.[1] ?? Number.NEGATIVE_INFINITY) + periodSeconds;
  if (ALWAYS_THERE.every((metric) => reaches(metric) >= runSeconds)) return 'complete';
  if (points === 'due') return 'waiting';
  return OBSERVED_METRICS.some((metric) => metrics[metric].status === 'available') ? 'partial' : 'unavailable';
}
