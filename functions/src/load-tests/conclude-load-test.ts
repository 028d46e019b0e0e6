import type { FailureRecord, LoadResult, LoadTest, LoadTestStatus } from '@proving-ground/shared';
import { headlineOf } from './headline-of.ts';

const NO_FIGURES: FailureRecord = {
  code: 'unavailable',
  reason: 'NO_FIGURES',
  message: 'No shard has left any figures: all were lost before their first second was over.',
  nextStep: 'Start the load test again; if it stays, look at the log of runLoadShard.',
  retryable: true,
};

/** The record of a load test at its end. Pure. */
export function concludeLoadTest(input: {
  readonly test: LoadTest;
  readonly status: LoadTestStatus;
  readonly failure: FailureRecord | null;
  readonly result: LoadResult | null;
  /** What the service runs now; null when it is not live any more. */
  readonly revision: string | null;
  readonly now: Date;
}): LoadTest {
  const { test, status, failure, result, revision, now } = input;
  const isEmpty = result === null && status !== 'stopped' && status !== 'failed';
  // A shard may have ended well and left figures that nobody can read.
  const isWhole = result === null || result.coverage.complete === result.coverage.planned;
  // The sides of a gate each name their revision by its tag, whatever serves meanwhile.
  const isPinned = test.partOf?.kind === 'gate';
  const isOther = test.startAt !== null && !isPinned && revision !== test.target.agent.revision;
  return {
    ...test,
    status: isEmpty ? 'failed' : status === 'finished' && !isWhole ? 'partial' : status,
    failure: failure ?? (isEmpty ? NO_FIGURES : null),
    headline: result && headlineOf(result, test),
    revisionAtEnd: isOther ? (revision ?? 'none') : null,
    endedAt: now.toISOString(),
  };
}
