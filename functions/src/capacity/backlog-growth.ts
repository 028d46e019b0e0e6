import type { LoadResult } from '@proving-ground/shared';

/** In the first part of a step its queue fills up, whether or not it ever ends. */
const SETTLING_SHARE = 0.25;
const FEWEST_WINDOWS = 6;
/** Less than this share of the arrivals left behind may be chance. */
const LEAST_GROWTH = 0.05;
/** So must a queue that only wavers: it has to grow by what arrives in about a second, and by half of what was open. */
const LEAST_ADDED_SHARE = 0.5;
const LEAST_ADDED = 5;

/**
 * The share of arrivals by which the open requests have grown steadily, by a straight line through them over time; 0 when
 * they have not. A service that falls behind keeps every limit at first: the line sees it before the latencies do. Pure.
 */
export function backlogGrowth(
  { windows, windowSeconds }: Pick<LoadResult, 'windows' | 'windowSeconds'>,
  { requestsPerSecond, durationSeconds }: { readonly requestsPerSecond: number; readonly durationSeconds: number },
): number {
  const settled = windows.filter(
    ({ atSeconds }) => atSeconds >= SETTLING_SHARE * durationSeconds && atSeconds + windowSeconds <= durationSeconds,
  );
  if (settled.length < FEWEST_WINDOWS) return 0;
  const meanAt = mean(settled.map(({ atSeconds }) => atSeconds));
  const meanOpen = mean(settled.map(({ users }) => users));
  const spread = settled.reduce((sum, { atSeconds }) => sum + (atSeconds - meanAt) ** 2, 0);
  const slope =
    settled.reduce((sum, { atSeconds, users }) => sum + (atSeconds - meanAt) * (users - meanOpen), 0) / spread;
  const added = slope * settled.length * windowSeconds;
  const share = slope / requestsPerSecond;
  const least = Math.max(LEAST_ADDED, requestsPerSecond, LEAST_ADDED_SHARE * meanOpen);
  return share > LEAST_GROWTH && added > least ? share : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
