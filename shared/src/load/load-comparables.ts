import { wilsonInterval } from '../statistics/wilson-interval.ts';
import { type FigureInterval, headline, type LoadResult } from './load-results.ts';

/** A figure of one run, with the range that chance gives it. */
export interface Sample {
  readonly value: number;
  readonly interval: FigureInterval | null;
}
/** Something of two runs that can be compared. */
export interface Comparable {
  readonly metric: string;
  readonly label: string;
  readonly unit: 'ms' | 'perSecond' | 'fraction' | 'count';
  readonly lowerIsBetter: boolean;
  readonly read: (result: LoadResult) => Sample | null;
}

export const COMPARABLES: readonly Comparable[] = [
  latency('p50', 'Median latency'),
  latency('p95', '95th percentile'),
  latency('p99', '99th percentile'),
  {
    metric: 'ttftP95Ms',
    label: 'Time to first token (95th percentile)',
    unit: 'ms',
    lowerIsBetter: true,
    read: (result) => {
      const ttft = headline(result).ttftMs;
      return ttft && { value: ttft.p95, interval: ttft.confidence.p95 };
    },
  },
  {
    metric: 'tokensPerSecondP50',
    label: 'Tokens a second (median)',
    unit: 'perSecond',
    lowerIsBetter: false,
    read: (result) => {
      const rate = headline(result).tokensPerSecond;
      return rate && { value: rate.p50, interval: rate.confidence.p50 };
    },
  },
  {
    metric: 'requestsPerSecond',
    label: 'Requests a second',
    unit: 'perSecond',
    lowerIsBetter: false,
    read: ({ total, elapsedSeconds }) => {
      // Arrivals scatter with the root of their number.
      const scatter = elapsedSeconds === 0 ? 0 : (1.96 * Math.sqrt(total.requests)) / elapsedSeconds;
      const value = total.requestsPerSecond;
      return { value, interval: { low: value - scatter, high: value + scatter } };
    },
  },
  {
    metric: 'errorRate',
    label: 'Error rate',
    unit: 'fraction',
    lowerIsBetter: true,
    read: ({ total }) =>
      total.requests === 0
        ? null
        : {
            value: total.errorRate,
            interval: wilsonInterval({ hits: total.failures, samples: total.requests }),
          },
  },
];

function latency(percentile: 'p50' | 'p95' | 'p99', label: string): Comparable {
  return {
    metric: `${percentile}Ms`,
    label,
    unit: 'ms',
    lowerIsBetter: true,
    read: (result) => {
      const { latencyMs } = headline(result);
      return latencyMs && { value: latencyMs[percentile], interval: latencyMs.confidence[percentile] };
    },
  };
}
