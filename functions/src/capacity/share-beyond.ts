import type { Distribution } from '@proving-ground/shared';

const KNOTS = [
  [50, 'p50'],
  [66, 'p66'],
  [75, 'p75'],
  [80, 'p80'],
  [90, 'p90'],
  [95, 'p95'],
  [98, 'p98'],
  [99, 'p99'],
  [99.9, 'p999'],
  [100, 'max'],
] as const;

/**
 * The share of samples above a value, read between the percentiles that are known. On which side of a percentile the value
 * lies is exact; how far is not. Pure.
 */
export function shareAbove(distribution: Distribution, value: number): number {
  if (value < distribution.min) return 1;
  let below = { percentile: 0, at: distribution.min };
  for (const [percentile, name] of KNOTS) {
    const at = distribution[name];
    if (value < at) {
      const part = (value - below.at) / (at - below.at);
      return 1 - (below.percentile + part * (percentile - below.percentile)) / 100;
    }
    below = { percentile, at };
  }
  return 0;
}
