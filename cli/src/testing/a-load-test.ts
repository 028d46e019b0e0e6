import {
  type Distribution,
  evaluateSlo,
  type LoadFigures,
  type LoadResult,
  type LoadTaskResult,
  type LoadTest,
  loadSpec,
  loadTestTargetOf,
} from '@proving-ground/shared';
import { aLiveAgent } from './a-live-service.ts';

/** The codelab's load test that has just ended, changed where the test needs it. */
export function aLoadTest(part: Partial<LoadTest> = {}): LoadTest {
  const target = loadTestTargetOf(aLiveAgent(), null);
  if (!target) throw new Error('The service of the builder is not live.');
  return {
    id: 'l1',
    note: '',
    spec: loadSpec.parse({}),
    specHash: 'hash',
    shardCount: 1,
    target,
    requestedBy: { uid: 'u1', email: 'operator@example.com' },
    scheduleId: null,
    partOf: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    readyBy: '2026-03-01T10:01:00.000Z',
    startAt: '2026-03-01T10:00:05.000Z',
    endedAt: '2026-03-01T10:01:05.000Z',
    status: 'finished',
    stopRequested: false,
    epoch: 1,
    leaseUntil: null,
    headline: null,
    revisionAtEnd: null,
    failure: null,
    ...part,
  };
}

/** Figures with the given 95th percentile, judged by the given thresholds. */
export function aLoadResult(p95: number, { slo = '', elapsedSeconds = 60 } = {}): LoadResult {
  const line = aTaskResult(p95);
  const result = {
    startAtMs: Date.parse('2026-03-01T10:00:05.000Z'),
    elapsedSeconds,
    windowSeconds: 1,
    peakUsers: 20,
    coverage: { planned: 1, complete: 1, lost: [] },
    tasks: [line],
    total: { ...line, name: 'Aggregated' },
    answers: { ...line, name: 'Answers' },
    dropped: 0,
    interrupted: 0,
    startDelayP99Ms: 3,
    errors: [],
    windows: [],
    latencyCurve: [],
  };
  return { ...result, verdict: evaluateSlo(slo, result) };
}

/** The document that the figures of a test come in. */
export function someFigures(result: LoadResult | null): LoadFigures {
  return { updatedAt: '2026-03-01T10:01:05.000Z', shards: [], resultJson: result && JSON.stringify(result) };
}

function aTaskResult(p95: number): LoadTaskResult {
  const latencyMs = aDistribution(p95);
  return {
    name: 'POST /run',
    requests: 400,
    failures: 0,
    errorRate: 0,
    requestsPerSecond: 6.67,
    failuresPerSecond: 0,
    avgBytes: 1_200,
    latencyMs,
    latencyFromIntendedMs: latencyMs,
    ttftMs: null,
    tokenGapMs: null,
    tokensPerSecond: null,
    answerTokens: 0,
    coldAnswers: 0,
    split: null,
  };
}

function aDistribution(p95: number): Distribution {
  const about = (share: number) => Math.round(p95 * share);
  const [p50, p99] = [about(0.5), about(1.3)];
  return {
    ...{ count: 400, avg: p50, min: about(0.1), max: about(1.6), p50, p66: about(0.6), p75: about(0.7) },
    ...{ p80: about(0.75), p90: about(0.9), p95, p98: about(1.2), p99, p999: about(1.5) },
    confidence: { p50: { low: p50, high: p50 }, p95: { low: p95, high: p95 }, p99: { low: p99, high: p99 } },
  };
}
