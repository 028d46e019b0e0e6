import type { GateCriterion } from '@proving-ground/shared';

/** Where things stand on a bar, in percent of its length. */
export interface IntervalBar {
  readonly low: number;
  readonly high: number;
  readonly observed: number;
  /** No change. */
  readonly neutral: number;
  readonly limit: number;
}

/** Room at both ends, as a part of what is shown. */
const MARGIN = 0.15;
/** The bar shows at most that many times the distance from no change to the limit, so that the limit stays in sight. */
const MOST_DISTANCES = 6;

/** Lays out an interval beside its limit: ratios by their logarithms, so that half and double are equally far. Null without one. */
export function intervalBar(criterion: GateCriterion): IntervalBar | null {
  const { id, low, high, observed, limit } = criterion;
  if (low === null || high === null || observed === null) return null;
  const isRatio = id !== 'errorRate';
  const place = (value: number) => (isRatio ? Math.log(Math.max(value, 1e-9)) : value);
  const [neutral, mark, from, to] = [0, place(limit), place(low), place(high)];
  const reach = Math.abs(mark - neutral) * MOST_DISTANCES;
  const within = (value: number) => Math.min(Math.max(value, neutral - reach), neutral + reach);
  const ends = [neutral, mark, within(from), within(to)];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const margin = (most - least) * MARGIN;
  const percent = (value: number) => ((within(value) - least + margin) / (most - least + 2 * margin)) * 100;
  return {
    // What goes on beyond what is shown reaches the end of the bar.
    low: from < neutral - reach ? 0 : percent(from),
    high: to > neutral + reach ? 100 : percent(to),
    observed: percent(place(observed)),
    neutral: percent(neutral),
    limit: percent(mark),
  };
}
