import type {
  Distribution,
  LoadResult,
  LoadSplitResult,
  LoadTaskResult,
  LoadWindowResult,
} from '../load/load-results.ts';

/** Latencies around the given 95th percentile. */
export function aDistribution(p95: number, part: Partial<Distribution> = {}): Distribution {
  const about = (share: number) => Math.round(p95 * share);
  return {
    count: 400,
    avg: about(0.5),
    min: about(0.1),
    max: about(1.6),
    p50: about(0.45),
    p66: about(0.6),
    p75: about(0.7),
    p80: about(0.75),
    p90: about(0.9),
    p95,
    p98: about(1.2),
    p99: about(1.3),
    p999: about(1.5),
    confidence: {
      p50: { low: about(0.44), high: about(0.46) },
      p95: { low: about(0.97), high: about(1.03) },
      p99: { low: about(1.2), high: about(1.4) },
    },
    ...part,
  };
}

/** A second an answer, most of it writing; some had to wait for a start. */
export function aSplit(part: Partial<LoadSplitResult> = {}): LoadSplitResult {
  const phase = (avgMs: number) => ({ avgMs, p50Ms: avgMs * 0.9, p95Ms: avgMs * 2 });
  return {
    answers: 396,
    phases: {
      way: phase(20),
      agent: phase(1),
      backendWait: phase(79),
      modelQueue: phase(100),
      modelLoad: phase(50),
      prompt: phase(150),
      generation: phase(600),
    },
    coldStarts: 4,
    coldStartShare: 0.05,
    ...part,
  };
}

export function aTaskResult(part: Partial<LoadTaskResult> = {}): LoadTaskResult {
  return {
    name: 'POST /run',
    requests: 400,
    failures: 4,
    errorRate: 0.01,
    requestsPerSecond: 6.67,
    failuresPerSecond: 0.07,
    avgBytes: 1_200,
    latencyMs: aDistribution(1_480),
    latencyFromIntendedMs: aDistribution(1_510),
    ttftMs: null,
    tokenGapMs: null,
    tokensPerSecond: null,
    answerTokens: 0,
    coldAnswers: 0,
    split: null,
    ...part,
  };
}

export function aWindow(atSeconds: number, part: Partial<LoadWindowResult> = {}): LoadWindowResult {
  return {
    atSeconds,
    requestsPerSecond: 7,
    failuresPerSecond: 0,
    users: 20,
    dropped: 0,
    errors: {},
    p50Ms: 640,
    p95Ms: 1_480,
    p99Ms: 1_910,
    ttftP50Ms: null,
    ttftP95Ms: null,
    phasesMs: null,
    ...part,
  };
}

/** Three windows of a minute with twenty users: the second has no answer, the third an error. */
export function aLoadResult(part: Partial<LoadResult> = {}): LoadResult {
  return {
    startAtMs: Date.parse('2026-03-01T10:00:05.000Z'),
    elapsedSeconds: 60,
    windowSeconds: 1,
    peakUsers: 20,
    coverage: { planned: 1, complete: 1, lost: [] },
    tasks: [aTaskResult()],
    total: aTaskResult({ name: 'Aggregated' }),
    answers: aTaskResult({ name: 'Answers' }),
    dropped: 0,
    interrupted: 0,
    startDelayP99Ms: 3,
    errors: [{ task: 'POST /run', class: 'http5xx', detail: '503', count: 4 }],
    windows: [
      aWindow(0, { users: 5 }),
      aWindow(1, { requestsPerSecond: 0, p50Ms: null, p95Ms: null, p99Ms: null }),
      aWindow(2, { failuresPerSecond: 4, errors: { http5xx: 4 } }),
    ],
    latencyCurve: [0, 50, 90, 99, 99.9, 99.99, 100].map((percentile, step) => ({
      percentile,
      ms: 100 + step * 300,
      fromIntendedMs: 110 + step * 310,
    })),
    verdict: null,
    ...part,
  };
}
