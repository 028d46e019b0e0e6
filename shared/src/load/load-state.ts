import { z } from 'zod';
import { byPhase } from '../latency/latency-split.ts';

const count = z.int().min(0);

/** Why a request does not count as a success. */
export const LOAD_ERROR_CLASSES = [
  'http429',
  'http4xx',
  'http5xx',
  'timeout',
  'refused',
  'reset',
  'agentError',
  'answerCheck',
  'protocol',
] as const;
export const loadErrorClass = z.enum(LOAD_ERROR_CLASSES);
export type LoadErrorClass = z.infer<typeof loadErrorClass>;

/** A histogram of integers: exact count, sum, least and most, and the sparse buckets as base64. */
export const histogramState = z.strictObject({
  count,
  sum: count,
  min: count,
  max: count,
  buckets: z.base64().max(100_000),
});
export type HistogramState = z.infer<typeof histogramState>;

export const loadErrorState = z.strictObject({
  class: loadErrorClass,
  /** A status or an error word, never a body: few different ones, nothing secret. */
  detail: z.string().max(80),
  count,
});
export type LoadErrorState = z.infer<typeof loadErrorState>;

/** Where the time of the answers went that told it. Histograms here have two digits; their counts and sums are exact. */
export const loadSplitState = z.strictObject({
  phasesUs: byPhase(histogramState),
  /** Answers for which an instance of the agent had to start, or the model had to be loaded. */
  coldStarts: count,
  /** What those waited for it. */
  coldStartUs: count,
});
export type LoadSplitState = z.infer<typeof loadSplitState>;

/** Figures of one task since the start. Times in microseconds, of complete successful answers. */
export const loadTaskState = z.strictObject({
  name: z.string().max(80),
  kind: z.enum(['session', 'ask', 'get']),
  requests: count,
  failures: count,
  receivedBytes: count,
  /** From the moment the request was sent. */
  latencyUs: histogramState,
  /** From the moment it was meant to be sent: waiting for a late predecessor counts. */
  latencyFromIntendedUs: histogramState,
  ttftUs: histogramState,
  tokenGapUs: histogramState,
  /** Hundredths of a token a second. */
  tokenRateCenti: histogramState,
  answerTokens: count,
  /** Answers for which the model server had to load the model. */
  coldAnswers: count,
  /** Null when no answer told. */
  split: loadSplitState.nullable().default(null),
  errors: z.array(loadErrorState).max(2_000),
});
export type LoadTaskState = z.infer<typeof loadTaskState>;

/** One window of the time series; histograms here have two digits. */
export const loadWindowState = z.strictObject({
  /** Number of the window since the start. */
  index: count,
  requests: count,
  failures: count,
  dropped: count,
  /** Users at the end of the window; in the open model the busy ones. */
  users: count,
  errors: z.partialRecord(loadErrorClass, count),
  latencyUs: histogramState,
  ttftUs: histogramState,
  /** Sums: enough for a mean, and small. Null when no answer told. */
  split: z
    .strictObject({ answers: count, sumsUs: byPhase(count) })
    .nullable()
    .default(null),
});
export type LoadWindowState = z.infer<typeof loadWindowState>;

export const loadShardStatus = z.enum(['waiting', 'running', 'finished', 'stopped', 'failed']);
export type LoadShardStatus = z.infer<typeof loadShardStatus>;

/**
 * Everything measured since the start by one shard, or by several once merged. It is cumulative: writing the newest over
 * an older one loses nothing, writing it twice is harmless.
 */
export const loadState = z.strictObject({
  format: z.literal(1),
  startAtMs: z.number().min(0),
  windowSeconds: z.int().min(1),
  shardCount: z.int().min(1),
  /** The shards in these figures, by index. */
  shards: z.array(
    z.strictObject({ index: count, status: loadShardStatus, requests: count, elapsedMs: z.number().min(0) }),
  ),
  /** Until the last answer, at least. */
  elapsedMs: z.number().min(0),
  dropped: count,
  /** Requests that were cut off when the test ended: neither success nor failure. */
  interrupted: count,
  /** From intended to actual start: in the closed model a measure of how busy the load generator itself was. */
  startDelayUs: histogramState,
  tasks: z.array(loadTaskState),
  windows: z.array(loadWindowState),
});
export type LoadState = z.infer<typeof loadState>;
