import { Histogram, WINDOW_PRECISION_BITS } from '../load/src/histogram/histogram.ts';
import { encodeHistogram } from '../load/src/histogram/histogram-codec.ts';
import type { HistogramState, LoadState } from '../shared/src/index.ts';

const NOTHING = encodeHistogram(new Histogram(WINDOW_PRECISION_BITS));

/** What a finished shard leaves behind, with these latencies in total and in each window. */
export function shardState({
  index,
  shardCount,
  latencyUs,
  windows,
}: {
  readonly index: number;
  readonly shardCount: number;
  readonly latencyUs: HistogramState;
  readonly windows: readonly (readonly number[])[];
}): LoadState {
  const requests = latencyUs.count;
  return {
    format: 1,
    startAtMs: 0,
    windowSeconds: 1,
    shardCount,
    shards: [{ index, status: 'finished', requests, elapsedMs: windows.length * 1_000 }],
    elapsedMs: windows.length * 1_000,
    dropped: 0,
    interrupted: 0,
    startDelayUs: latencyUs,
    tasks: [
      {
        name: 'POST /run_sse',
        kind: 'ask',
        requests,
        failures: 0,
        receivedBytes: 0,
        latencyUs,
        latencyFromIntendedUs: latencyUs,
        ttftUs: latencyUs,
        tokenGapUs: latencyUs,
        tokenRateCenti: latencyUs,
        answerTokens: 0,
        coldAnswers: 0,
        split: null,
        errors: [],
      },
    ],
    windows: windows.map((samples, window) => {
      const histogram = new Histogram(WINDOW_PRECISION_BITS);
      for (const sample of samples) histogram.record(sample);
      const state = encodeHistogram(histogram);
      return {
        index: window,
        requests: samples.length,
        failures: 0,
        dropped: 0,
        users: 50,
        errors: {},
        latencyUs: state,
        ttftUs: samples.length === 0 ? NOTHING : state,
        split: null,
      };
    }),
  };
}
