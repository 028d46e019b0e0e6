import { type LoadCost, loadCostUsd } from '../load/load-cost.ts';
import type { LoadTestTarget } from '../load/load-test-target.ts';
import { CAPACITY_LIMITS, type CapacitySpec, drainSeconds, leastValue } from './capacity-search-spec.ts';

/** Gathering shards, adding up, and the rest between two steps. */
const BETWEEN_STEPS_SECONDS = 12;

/** What can be said of a search before it starts. */
export interface CapacityEstimate {
  /** If the capacity lies between the first value and the most, and no step has to be repeated but the last two. */
  readonly likelySteps: number;
  readonly likelySeconds: number;
  /** With every step as long as it may get; the search ends by then. */
  readonly mostSeconds: number;
  readonly mostRequests: number;
  /** Of the likely time; of the longest time with all instances busy at the upper end; null where a price is not known. */
  readonly costUsd: LoadCost | null;
}

export function estimateCapacity(
  spec: CapacitySpec,
  target: Pick<LoadTestTarget, 'agent' | 'backend'>,
): CapacityEstimate {
  const { startAt, most, precision, stepSeconds, maxSteps } = spec;
  // Half way up, on a scale of doublings; then each step halves the distance.
  const doublings = Math.ceil(Math.log2(most / startAt) / 2) + 1;
  const bisections = Math.ceil(Math.log2(Math.log(2) / Math.log(1 + precision)));
  const likelySteps = Math.min(maxSteps, Math.max(3, doublings + Math.max(0, bisections) + 2));
  const betweenSeconds = BETWEEN_STEPS_SECONDS + drainSeconds(spec) / 2;
  const likelySeconds = (likelySteps + 1) * (stepSeconds + betweenSeconds) + 2 * stepSeconds;
  const longestStep = stepSeconds * 2 ** (CAPACITY_LIMITS.attempts - 1) + drainSeconds(spec) + BETWEEN_STEPS_SECONDS;
  const mostSeconds = Math.min(CAPACITY_LIMITS.totalSeconds, (maxSteps + 1) * longestStep);
  const mostByRate = spec.mode === 'rate' ? most * mostSeconds : CAPACITY_LIMITS.totalRequests;
  const [likelyCost, mostCost] = [loadCostUsd(target, likelySeconds), loadCostUsd(target, mostSeconds)];
  return {
    likelySteps,
    likelySeconds,
    mostSeconds,
    mostRequests: Math.min(CAPACITY_LIMITS.totalRequests, Math.ceil(mostByRate)),
    costUsd: likelyCost && mostCost && { low: likelyCost.low, high: mostCost.high },
  };
}

/** How many steps a search still needs, by what it knows; without repeats. */
export function stepsLeft(
  spec: CapacitySpec,
  { meets, misses }: { readonly meets: number | null; readonly misses: number | null },
): number {
  const { startAt, most, precision } = spec;
  const halvings = (ratio: number) =>
    Math.max(0, Math.ceil(Math.log2(Math.log(Math.max(ratio, 1)) / Math.log(1 + precision))));
  if (misses === null) return 1 + Math.ceil(Math.log2(most / (meets ?? startAt)) / 2) + halvings(2);
  if (meets === null) return 1 + Math.ceil(Math.log2(misses / leastValue(spec)) / 2) + halvings(2);
  return halvings(misses / meets);
}
