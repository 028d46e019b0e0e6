import { studentTQuantile } from './student-t-quantile.ts';

/** How likely each bound may be on the wrong side of the truth. */
export interface BoundLevels {
  readonly low: number;
  readonly high: number;
}

export interface Bounds {
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How the second of each pair relates to the first: the ratio of their geometric means, with bounds by Student's t over the
 * logarithms of the paired ratios. The pair is the unit, because the requests of one round wait for each other and are
 * not independent, while rounds are apart in time. Null with fewer than two pairs, which tell nothing of the scatter.
 * @see https://www.itl.nist.gov/div898/handbook/prc/section3/prc311.htm (paired samples) Pure.
 */
export function ratioBounds(pairs: readonly (readonly [number, number])[], levels: BoundLevels): Bounds | null {
  const count = pairs.length;
  if (count < 2) return null;
  const logs = pairs.map(([first, second]) => Math.log(second / first));
  const mean = logs.reduce((sum, log) => sum + log, 0) / count;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (count - 1);
  const error = Math.sqrt(variance / count);
  const reach = (level: number): number => studentTQuantile(1 - level, count - 1) * error;
  return {
    observed: Math.exp(mean),
    low: Math.exp(mean - reach(levels.low)),
    high: Math.exp(mean + reach(levels.high)),
  };
}
