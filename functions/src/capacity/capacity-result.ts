import {
  boundsOf,
  type CapacityEnd,
  type CapacityResult,
  type CapacitySearch,
  capacityValues,
  isCertain,
  type LoadCost,
  loadCostUsd,
} from '@proving-ground/shared';

const SECONDS_PER_HOUR = 3_600;

/** What a search that ends now has found. Pure. */
export function capacityResult(
  { steps, target }: Pick<CapacitySearch, 'steps' | 'target'>,
  end: CapacityEnd,
): CapacityResult {
  const values = capacityValues(steps);
  const { meets, misses } = boundsOf(values);
  const answer = values.find(({ value }) => value === meets);
  const next = values.find(({ value }) => value === misses);
  const answersPerSecond = answer?.step.figures?.answersPerSecond ?? null;
  return {
    end,
    value: meets,
    isCertain: [answer, next].every((value) => value === undefined || isCertain(value)),
    answersPerSecond,
    costUsdPer1000Answers: answersPerSecond ? costPer1000({ steps, target }, answersPerSecond) : null,
  };
}

function costPer1000({ target }: Pick<CapacitySearch, 'steps' | 'target'>, answersPerSecond: number): LoadCost | null {
  const hour = loadCostUsd(target, SECONDS_PER_HOUR);
  const thousands = (answersPerSecond * SECONDS_PER_HOUR) / 1_000;
  return hour && { low: hour.low / thousands, high: hour.high / thousands };
}
