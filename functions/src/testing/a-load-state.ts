import type { HistogramState, LoadShardStatus, LoadState, LoadTaskState } from '@proving-ground/shared';

const EMPTY: HistogramState = { count: 0, sum: 0, min: 0, max: 0, buckets: 'Cw==' };

function task(name: string, requests: number): LoadTaskState {
  return {
    name,
    kind: 'ask',
    requests,
    failures: 0,
    receivedBytes: 0,
    latencyUs: EMPTY,
    latencyFromIntendedUs: EMPTY,
    ttftUs: EMPTY,
    tokenGapUs: EMPTY,
    tokenRateCenti: EMPTY,
    answerTokens: 0,
    coldAnswers: 0,
    split: null,
    errors: [],
  };
}

/** What a shard has measured: as many requests as asked for, one window a second. */
export function aLoadState(given: {
  readonly index: number;
  readonly shardCount: number;
  readonly startAtMs: number;
  readonly status: LoadShardStatus;
  readonly requests: number;
  readonly elapsedMs: number;
}): LoadState {
  const { index, shardCount, startAtMs, status, requests, elapsedMs } = given;
  const windows = Math.ceil(elapsedMs / 1_000);
  return {
    format: 1,
    startAtMs,
    windowSeconds: 1,
    shardCount,
    shards: [{ index, status, requests, elapsedMs }],
    elapsedMs,
    dropped: 0,
    interrupted: 0,
    startDelayUs: EMPTY,
    tasks: [task('POST /run', requests)],
    windows: Array.from({ length: windows }, (_, window) => ({
      index: window,
      requests: 1,
      failures: 0,
      dropped: 0,
      users: 1,
      errors: {},
      latencyUs: EMPTY,
      ttftUs: EMPTY,
      split: null,
    })),
  };
}
