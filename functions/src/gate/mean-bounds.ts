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

/** The mean that values scatter around, with bounds by Student's t; null with fewer than two, which tell nothing of the scatter.
 * @see https://www.itl.nist.gov/div898/handbook/prc/section3/prc311.htm Pure. */
export function meanBounds(values: readonly number[], levels: BoundLevels): Bounds | null {
  const count = values.length;
  if (count < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const error = Math.sqrt(variance / count);
  const reach = (level: number): number => studentTQuantile(1 - level, count - 1) * error;
  return { observed: mean, low: mean - reach(levels.low), high: mean + reach(levels.high) };
}
