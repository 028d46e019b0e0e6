import { type BoundLevels, type Bounds, meanBounds } from './mean-bounds.ts';

/**
 * How the second of each pair relates to the first: the ratio of their geometric means, with bounds by Student's t over the
 * logarithms of the paired ratios. The pair is the unit, because the requests of one round wait for each other and are
 * not independent, while rounds are apart in time. Null with fewer than two pairs, which tell nothing of the scatter.
 * @see https://www.itl.nist.gov/div898/handbook/prc/section3/prc311.htm (paired samples) Pure.
 */
export function ratioBounds(pairs: readonly (readonly [number, number])[], levels: BoundLevels): Bounds | null {
  const bounds = meanBounds(
    pairs.map(([first, second]) => Math.log(second / first)),
    levels,
  );
  return bounds && { observed: Math.exp(bounds.observed), low: Math.exp(bounds.low), high: Math.exp(bounds.high) };
}
