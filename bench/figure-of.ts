import type { BenchFigure } from './bench-row.ts';

const SIGNIFICANT_DIGITS = 3;
const MOST_DECIMALS = 4;

/** How many decimals leave a figure of this size three significant digits. */
export function decimalsFor(value: number): number {
  if (value === 0) return 0;
  const decimals = SIGNIFICANT_DIGITS - 1 - Math.floor(Math.log10(value));
  return Math.min(Math.max(decimals, 0), MOST_DECIMALS);
}

/** The median of samples and their spread, as exact as they are shown. @throws Error when there is none. */
export function figureOf(samples: readonly number[]): BenchFigure {
  const sorted = samples.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const [least] = sorted;
  const most = sorted.at(-1);
  if (median === undefined || least === undefined || most === undefined) throw new Error('Nothing was measured.');
  // Of what is shown: 0.9996 in three digits is 1.00.
  const decimals = decimalsFor(Number(median.toFixed(decimalsFor(median))));
  const rounded = (value: number): number => Number(value.toFixed(decimals));
  return { median: rounded(median), least: rounded(least), most: rounded(most) };
}
