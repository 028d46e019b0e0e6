import type { HistogramState, LoadState, LoadWindowResult, LoadWindowState } from '@proving-ground/shared';
import { decodeHistogram } from '../histogram/histogram-codec.ts';
import { phaseMeansOf } from './split-result-of.ts';

const US_PER_MS = 1_000;

/** One point of every chart. */
export function windowResultOf(
  window: LoadWindowState,
  { windowSeconds }: Pick<LoadState, 'windowSeconds'>,
): LoadWindowResult {
  const latency = percentilesOf(window.latencyUs);
  const ttft = percentilesOf(window.ttftUs);
  return {
    atSeconds: window.index * windowSeconds,
    requestsPerSecond: window.requests / windowSeconds,
    failuresPerSecond: window.failures / windowSeconds,
    users: window.users,
    dropped: window.dropped,
    errors: window.errors,
    p50Ms: latency(50),
    p95Ms: latency(95),
    p99Ms: latency(99),
    ttftP50Ms: ttft(50),
    ttftP95Ms: ttft(95),
    phasesMs: window.split && phaseMeansOf(window.split),
  };
}

function percentilesOf(state: HistogramState): (percentile: number) => number | null {
  if (state.count === 0) return () => null;
  const histogram = decodeHistogram(state);
  return (percentile) => histogram.percentile(percentile) / US_PER_MS;
}
