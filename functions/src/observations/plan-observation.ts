import type { LoadTest } from '@proving-ground/shared';
import type { MetricDescriptor } from '../gcp/run-metrics.ts';

/** So much is looked at before the start, to see what was there already. */
const LEAD_SECONDS = 60;
/** And after the end at most, to see instances go idle. */
const MOST_TAIL_SECONDS = 60;
const DEFAULT_TIMING = { periodSeconds: 60, delaySeconds: 240 };

export interface ObservationPlan {
  readonly startAt: Date;
  readonly span: { readonly start: Date; readonly end: Date };
  readonly periodSeconds: number;
  /** Whether every point there will ever be can be read now. */
  readonly isLast: boolean;
}

/** Which time of a load test is worth looking at now; null for one that never started. Pure. */
export function planObservation(
  { startAt, endedAt }: Pick<LoadTest, 'startAt' | 'endedAt'>,
  descriptors: readonly MetricDescriptor[],
  now: Date,
): ObservationPlan | null {
  if (startAt === null) return null;
  const { periodSeconds, delaySeconds } = timingOf(descriptors);
  const startMs = Date.parse(startAt);
  const tailMs = Math.min(MOST_TAIL_SECONDS, 2 * periodSeconds) * 1_000;
  const lastMs = endedAt === null ? null : Date.parse(endedAt) + tailMs;
  const endMs = lastMs === null ? now.getTime() : Math.min(lastMs, now.getTime());
  return {
    startAt: new Date(startMs),
    span: { start: new Date(startMs - LEAD_SECONDS * 1_000), end: new Date(endMs) },
    periodSeconds,
    isLast: lastMs !== null && now.getTime() >= lastMs + (delaySeconds + periodSeconds) * 1_000,
  };
}

function timingOf(descriptors: readonly MetricDescriptor[]): typeof DEFAULT_TIMING {
  if (descriptors.length === 0) return DEFAULT_TIMING;
  return {
    periodSeconds: Math.max(...descriptors.map(({ samplePeriodSeconds }) => samplePeriodSeconds)),
    delaySeconds: Math.max(...descriptors.map(({ ingestDelaySeconds }) => ingestDelaySeconds)),
  };
}
