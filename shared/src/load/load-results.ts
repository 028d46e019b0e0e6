import { z } from 'zod';
import { byPhase, LATENCY_PHASES } from '../latency/latency-split.ts';
import { SESSION_TASK } from './load-scenario.ts';
import { loadErrorClass, loadShardStatus } from './load-state.ts';

const count = z.int().min(0);
const figure = z.number();

/** Percentiles of every table; 0.5 is written p50 and so on. */
export const PERCENTILES = [50, 66, 75, 80, 90, 95, 98, 99, 99.9, 100] as const;

/** A range that holds the true percentile in 95 of 100 runs, if samples were independent. */
const interval = z.strictObject({ low: figure, high: figure });
export type FigureInterval = z.infer<typeof interval>;

/** What a histogram says, in the unit of its name. */
export const distribution = z.strictObject({
  count,
  avg: figure,
  min: figure,
  max: figure,
  p50: figure,
  p66: figure,
  p75: figure,
  p80: figure,
  p90: figure,
  p95: figure,
  p98: figure,
  p99: figure,
  p999: figure,
  confidence: z.strictObject({ p50: interval, p95: interval, p99: interval }),
});
export type Distribution = z.infer<typeof distribution>;

/** Where the time went of those answers that told it. */
export const loadSplitResult = z.strictObject({
  answers: count,
  /** The means of the phases add up to the mean latency of these answers; percentiles do not. */
  phases: byPhase(z.strictObject({ avgMs: figure, p50Ms: figure, p95Ms: figure })),
  /** Answers for which an instance of the agent had to start, or the model had to be loaded. */
  coldStarts: count,
  /** What those waited for it, as a part of all time in which anybody waited for an answer. */
  coldStartShare: figure,
});
export type LoadSplitResult = z.infer<typeof loadSplitResult>;

/** One line of the table; a distribution is null without a sample. */
export const loadTaskResult = z.strictObject({
  name: z.string(),
  requests: count,
  failures: count,
  errorRate: figure,
  requestsPerSecond: figure,
  failuresPerSecond: figure,
  avgBytes: figure,
  latencyMs: distribution.nullable(),
  latencyFromIntendedMs: distribution.nullable(),
  ttftMs: distribution.nullable(),
  tokenGapMs: distribution.nullable(),
  tokensPerSecond: distribution.nullable(),
  answerTokens: count,
  coldAnswers: count,
  /** Null when the agent does not tell. */
  split: loadSplitResult.nullable().default(null),
});
export type LoadTaskResult = z.infer<typeof loadTaskResult>;

export const loadErrorResult = z.strictObject({
  task: z.string(),
  class: loadErrorClass,
  detail: z.string(),
  count,
});
export type LoadErrorResult = z.infer<typeof loadErrorResult>;

export const loadWindowResult = z.strictObject({
  /** Start of the window, since the start of the test. */
  atSeconds: figure,
  requestsPerSecond: figure,
  failuresPerSecond: figure,
  users: count,
  dropped: count,
  errors: z.partialRecord(loadErrorClass, count),
  p50Ms: figure.nullable(),
  p95Ms: figure.nullable(),
  p99Ms: figure.nullable(),
  ttftP50Ms: figure.nullable(),
  ttftP95Ms: figure.nullable(),
  /** Means; null without an answer that tells. */
  phasesMs: byPhase(figure).nullable().default(null),
});
export type LoadWindowResult = z.infer<typeof loadWindowResult>;

/** Which of the planned shards the figures hold. */
export const loadCoverage = z.strictObject({
  planned: count,
  /** Shards that ran to their end, or are still running. */
  complete: count,
  /** Whose figures end early or are missing, with why. */
  lost: z.array(z.strictObject({ index: count, status: z.enum([...loadShardStatus.options, 'missing', 'lost']) })),
});
export type LoadCoverage = z.infer<typeof loadCoverage>;

export const sloOutcome = z.strictObject({
  /** The threshold as it was written. */
  text: z.string(),
  /** Null when there was nothing to measure, which does not pass. */
  observed: figure.nullable(),
  passed: z.boolean(),
});

/** `partial`: part of the load or of the figures is missing, so that passing proves nothing. */
export const sloVerdict = z.strictObject({
  status: z.enum(['passed', 'failed', 'partial']),
  thresholds: z.array(sloOutcome),
});
export type SloVerdict = z.infer<typeof sloVerdict>;

/** The figures of a load test, ready to be shown. */
export const loadResult = z.strictObject({
  startAtMs: figure,
  elapsedSeconds: figure,
  windowSeconds: count,
  peakUsers: count,
  coverage: loadCoverage,
  tasks: z.array(loadTaskResult),
  /** All tasks, as Locust's last line. */
  total: loadTaskResult,
  /** The questions alone, which the thresholds are about; null in a test that asks none. */
  answers: loadTaskResult.nullable(),
  dropped: count,
  interrupted: count,
  /** How late requests were sent, in the 99th percentile; above some milliseconds the tester itself was busy. */
  startDelayP99Ms: figure,
  errors: z.array(loadErrorResult),
  windows: z.array(loadWindowResult),
  /** The latency of the answers (of everything when there is none) by percentile, for a plot. */
  latencyCurve: z.array(z.strictObject({ percentile: figure, ms: figure, fromIntendedMs: figure })),
  verdict: sloVerdict.nullable(),
});
export type LoadResult = z.infer<typeof loadResult>;

/** The mean latency of the answers that told where it went. */
export function meanSplitMs({ phases }: Pick<LoadSplitResult, 'phases'>): number {
  return LATENCY_PHASES.reduce((sum, phase) => sum + phases[phase].avgMs, 0);
}

/**
 * What visitors wanted of the agent. A session that was opened is only the way to a question: counted as well, it would hide
 * half of the errors of a test in which each visitor asks once. One that could not be opened is a visit that failed.
 */
export function visitsOf({ total, tasks }: Pick<LoadResult, 'total' | 'tasks'>): number {
  const sessions = tasks.find(({ name }) => name === SESSION_TASK);
  return total.requests - (sessions ? sessions.requests - sessions.failures : 0);
}

/** The line that thresholds and comparisons are about. */
export function headline(result: Pick<LoadResult, 'answers' | 'total'>): LoadTaskResult {
  return result.answers ?? result.total;
}
