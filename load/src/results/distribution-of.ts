import type { Distribution, FigureInterval } from '@proving-ground/shared';
import type { Histogram } from '../histogram/histogram.ts';

/** 95 % of a normal distribution. */
const Z = 1.96;

/** Reads a histogram out in another unit; null without samples. */
export function distributionOf(histogram: Histogram, unit: number): Distribution | null {
  if (histogram.count === 0) return null;
  const at = (percentile: number): number => histogram.percentile(percentile) / unit;
  return {
    count: histogram.count,
    avg: histogram.mean / unit,
    min: histogram.min / unit,
    max: histogram.max / unit,
    p50: at(50),
    p66: at(66),
    p75: at(75),
    p80: at(80),
    p90: at(90),
    p95: at(95),
    p98: at(98),
    p99: at(99),
    p999: at(99.9),
    confidence: {
      p50: confidenceOf({ histogram, percentile: 50, unit }),
      p95: confidenceOf({ histogram, percentile: 95, unit }),
      p99: confidenceOf({ histogram, percentile: 99, unit }),
    },
  };
}

/** The order statistics between which the true percentile lies: the number of samples below it is binomial. */
function confidenceOf({
  histogram,
  percentile,
  unit,
}: {
  readonly histogram: Histogram;
  readonly percentile: number;
  readonly unit: number;
}): FigureInterval {
  const { count } = histogram;
  const share = percentile / 100;
  const spread = Z * Math.sqrt(count * share * (1 - share));
  return {
    low: histogram.valueAtRank(Math.floor(count * share - spread)) / unit,
    high: histogram.valueAtRank(Math.ceil(count * share + spread) + 1) / unit,
  };
}
