import { LATENCY_PHASES, type LatencyPhase } from '../latency/latency-split.ts';
import type { LoadResult, LoadSplitResult, LoadTaskResult, LoadWindowResult } from '../load/load-results.ts';
import type { TestedService } from '../load/load-test-target.ts';
import {
  type MetricObservation,
  OBSERVED_METRICS,
  type ObservedMetric,
  type ObservedMetrics,
  type ObservedPoint,
} from '../scaling/load-observation.ts';

/** A run of a minute for the tests of the conclusion; what is left out is unremarkable. */
export function aRun(
  part: {
    readonly phasesMs?: Partial<Record<LatencyPhase, number>> | null;
    readonly cold?: { readonly answers: number; readonly share: number };
    readonly errors?: readonly (readonly [LoadResult['errors'][number]['class'], string, number])[];
    readonly lateMs?: number;
    readonly dropped?: number;
    readonly requests?: number;
    /** Median latency under little and under full load. */
    readonly p50Ms?: readonly [little: number, full: number];
  } = {},
): LoadResult {
  const { phasesMs = {}, cold = { answers: 0, share: 0 }, errors = [], lateMs = 2, requests = 120 } = part;
  const [little, full] = part.p50Ms ?? [1_000, 1_050];
  const failures = errors.reduce((sum, [, , count]) => sum + count, 0);
  const answers = task({ name: 'Answers', requests, failures, split: phasesMs && aSplit(phasesMs, cold) });
  return {
    startAtMs: 0,
    elapsedSeconds: requests === 0 ? 0 : 60,
    windowSeconds: 1,
    peakUsers: requests === 0 ? 0 : 20,
    coverage: { planned: 1, complete: 1, lost: [] },
    tasks: [],
    total: { ...answers, name: 'Aggregated' },
    answers,
    dropped: part.dropped ?? 0,
    interrupted: 0,
    startDelayP99Ms: lateMs,
    errors: errors.map(([name, detail, count]) => ({ task: 'ask', class: name, detail, count })),
    windows: requests === 0 ? [] : windowsOf(little, full),
    latencyCurve: [],
    verdict: null,
  };
}

function windowsOf(little: number, full: number): LoadWindowResult[] {
  return Array.from({ length: 60 }, (_, atSeconds) => ({
    atSeconds,
    requestsPerSecond: 2,
    failuresPerSecond: 0,
    users: Math.min(20, atSeconds + 1),
    dropped: 0,
    errors: {},
    p50Ms: atSeconds < 10 ? little : full,
    p95Ms: null,
    p99Ms: null,
    ttftP50Ms: null,
    ttftP95Ms: null,
    phasesMs: null,
  }));
}

function aSplit(
  phasesMs: Partial<Record<LatencyPhase, number>>,
  cold: { readonly answers: number; readonly share: number },
): LoadSplitResult {
  const usual: Partial<Record<LatencyPhase, number>> = { way: 10, agent: 2, prompt: 100, generation: 900 };
  const phases = LATENCY_PHASES.map((phase) => {
    const avgMs = phasesMs[phase] ?? usual[phase] ?? 0;
    return [phase, { avgMs, p50Ms: avgMs, p95Ms: avgMs }] as const;
  });
  return {
    answers: 120,
    phases: Object.fromEntries(phases) as LoadSplitResult['phases'],
    coldStarts: cold.answers,
    coldStartShare: cold.share,
  };
}

function task(part: Pick<LoadTaskResult, 'name' | 'requests' | 'failures' | 'split'>): LoadTaskResult {
  return {
    errorRate: part.requests === 0 ? 0 : part.failures / part.requests,
    requestsPerSecond: part.requests / 60,
    failuresPerSecond: part.failures / 60,
    avgBytes: 0,
    latencyMs: null,
    latencyFromIntendedMs: null,
    ttftMs: null,
    tokenGapMs: null,
    tokensPerSecond: null,
    answerTokens: 0,
    coldAnswers: 0,
    ...part,
  };
}

export function aService(name: string, part: Partial<TestedService> = {}): TestedService {
  return {
    name,
    revision: `${name}-1`,
    digest: 'sha256:0',
    cpuCount: 2,
    memoryGiB: 4,
    gpuType: null,
    concurrency: 50,
    maxInstances: 1,
    costUsdPerHour: 1,
    ...part,
  };
}

const LABELS: Readonly<Partial<Record<ObservedMetric, string>>> = {
  cpu: 'mean',
  gpu: 'mean',
  memory: 'peak',
  concurrency: 'peak',
  startups: 'count',
};

/** A service that did the same all the time, from before the run to after it; a list is one value for each ten seconds of the run. */
export function metricsOfRun(
  given: Partial<Record<ObservedMetric, number | readonly number[] | undefined>>,
): ObservedMetrics {
  const all = OBSERVED_METRICS.map((metric): [ObservedMetric, MetricObservation] => {
    const value = given[metric];
    if (value === undefined) return [metric, { status: 'empty', why: 'No point of it.', series: [] }];
    const values = typeof value === 'number' ? Array.from({ length: 6 }, () => value) : value;
    const points = values.map((one, index): ObservedPoint => [index * 10, index * 10 + 10, one]);
    return [metric, { status: 'available', why: '', series: [{ label: LABELS[metric] ?? '', points }] }];
  });
  return Object.fromEntries(all) as ObservedMetrics;
}
