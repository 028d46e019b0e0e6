import type { LoadTaskResult, LoadTaskState } from '@proving-ground/shared';
import { decodeHistogram } from '../histogram/histogram-codec.ts';
import { distributionOf } from './distribution-of.ts';
import { splitResultOf } from './split-result-of.ts';

const US_PER_MS = 1_000;
const CENTI = 100;

/** One line of the table. */
export function taskResultOf(task: LoadTaskState, elapsedSeconds: number): LoadTaskResult {
  const { name, requests, failures, answerTokens, coldAnswers } = task;
  const perSecond = (count: number): number => (elapsedSeconds > 0 ? count / elapsedSeconds : 0);
  return {
    name,
    requests,
    failures,
    errorRate: requests === 0 ? 0 : failures / requests,
    requestsPerSecond: perSecond(requests),
    failuresPerSecond: perSecond(failures),
    avgBytes: requests === 0 ? 0 : task.receivedBytes / requests,
    latencyMs: distributionOf(decodeHistogram(task.latencyUs), US_PER_MS),
    latencyFromIntendedMs: distributionOf(decodeHistogram(task.latencyFromIntendedUs), US_PER_MS),
    ttftMs: distributionOf(decodeHistogram(task.ttftUs), US_PER_MS),
    tokenGapMs: distributionOf(decodeHistogram(task.tokenGapUs), US_PER_MS),
    tokensPerSecond: distributionOf(decodeHistogram(task.tokenRateCenti), CENTI),
    answerTokens,
    coldAnswers,
    split: task.split && splitResultOf(task.split),
  };
}
