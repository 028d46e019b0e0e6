import type { LoadTest } from '@proving-ground/shared';
import type { MetricDescriptor } from '../gcp/run-metrics.ts';

/** So much is looked at before the start, to see what was there already. */
const LEAD_SECONDS = 60;
/** And after the end at most, to see instances go idle. */
const MOST_TAIL_SECONDS = 60;
/** What the cloud does, while the descriptors cannot be read. */
const DEFAULT_TIMING = { periodSeconds: 60, delaySeconds: 240 };
/** A point that has not come by so many periods after it was due does not come. */
const PATIENCE_PERIODS = 2;

export interface ObservationPlan {
  readonly startAt: Date;
  readonly span: { readonly start: Date; readonly end: Date };
  readonly periodSeconds: number;
  readonly delaySeconds: number;
  /** The run itself, in seconds since its start; null while it goes on. */
  readonly runSeconds: number | null;
  /** `none`: points must be missing yet. `due`: all should be there. `over`: what is missing will not come. */
  readonly points: 'none' | 'due' | 'over';
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
  const dueMs = lastMs === null ? null : lastMs + delaySeconds * 1_000;
  const overMs = dueMs === null ? null : dueMs + PATIENCE_PERIODS * periodSeconds * 1_000;
  const isPast = (atMs: number | null) => atMs !== null && now.getTime() >= atMs;
  return {
    startAt: new Date(startMs),
    // A test that is about to start has no span yet.
    span: { start: new Date(startMs - LEAD_SECONDS * 1_000), end: new Date(Math.max(endMs, startMs)) },
    periodSeconds,
    delaySeconds,
    runSeconds: endedAt === null ? null : (Date.parse(endedAt) - startMs) / 1_000,
    points: isPast(overMs) ? 'over' : isPast(dueMs) ? 'due' : 'none',
  };
}

function timingOf(descriptors: readonly MetricDescriptor[]): typeof DEFAULT_TIMING {
  if (descriptors.length === 0) return DEFAULT_TIMING;
  return {
    periodSeconds: Math.max(...descriptors.map(({ samplePeriodSeconds }) => samplePeriodSeconds)),
    delaySeconds: Math.max(...descriptors.map(({ ingestDelaySeconds }) => ingestDelaySeconds)),
  };
}
