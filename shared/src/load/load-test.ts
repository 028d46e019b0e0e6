import { z } from 'zod';
import { failureRecord } from '../failure.ts';
import { loadCost } from './load-cost.ts';
import { LOAD_LIMITS } from './load-limits.ts';
import { loadCoverage, sloVerdict } from './load-results.ts';
import { loadSpec } from './load-spec.ts';
import { loadTestPart } from './load-test-part.ts';
import { loadTestTarget } from './load-test-target.ts';

/** Also keeps an id from naming another document: a slash in it would be a path. */
export const loadTestId = z.string().regex(/^[a-z0-9]{1,40}$/, 'That is not the id of a load test.');

/**
 * `starting`: its shards are being gathered. `partial`: it ended, but part of the load or of the figures is missing.
 * `failed`: it has no figures at all.
 */
export const loadTestStatus = z.enum(['starting', 'running', 'finished', 'partial', 'stopped', 'failed']);
export type LoadTestStatus = z.infer<typeof loadTestStatus>;

/** Whether nothing will change the load test any more. */
export function isOver(status: LoadTestStatus): boolean {
  return status !== 'starting' && status !== 'running';
}

/** A line of the author's own, to find the test again. */
export const loadTestNote = z
  .string()
  .trim()
  .max(120)
  .regex(/^\P{Cc}*$/u, 'A note is one line.')
  .default('');

/** What a list shows of a result without reading it. */
export const loadHeadline = z.strictObject({
  requests: z.int(),
  failures: z.int(),
  errorRate: z.number(),
  requestsPerSecond: z.number(),
  /** Of the answers; null without one. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  ttftP95Ms: z.number().nullable(),
  peakUsers: z.int(),
  elapsedSeconds: z.number(),
  coverage: loadCoverage.pick({ planned: true, complete: true }),
  /** Null when no threshold was given. */
  verdict: sloVerdict.shape.status.nullable(),
  /** Null when nobody knows what its GPU costs. */
  costUsd: loadCost.nullable(),
});
export type LoadHeadline = z.infer<typeof loadHeadline>;

/** `loadTests/{id}`: one load test from the press of the button to its verdict. */
export const loadTest = z.strictObject({
  id: loadTestId,
  note: z.string(),
  spec: loadSpec,
  /** Hash of target and spec: the same idempotency key with another one is refused. */
  specHash: z.string(),
  shardCount: z.int().min(1).max(LOAD_LIMITS.shards),
  /** What was tested, as it was at the start. */
  target: loadTestTarget,
  requestedBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  /** The schedule that started it; null when a person did. */
  scheduleId: z.string().nullable(),
  /** The bigger undertaking that it is a step of. */
  partOf: loadTestPart.nullable().default(null),
  createdAt: z.iso.datetime(),
  /** By then every shard must be ready, or none starts. */
  readyBy: z.iso.datetime(),
  /** The common first instant of all shards; null until all are ready. */
  startAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  status: loadTestStatus,
  stopRequested: z.boolean(),
  /** Fencing number of the conductor: only the holder of the newest lease may write. */
  epoch: z.int().min(0),
  leaseUntil: z.iso.datetime().nullable(),
  headline: loadHeadline.nullable(),
  /** The revision that served at the end, when it was another than at the start: the figures mix both. */
  revisionAtEnd: z.string().nullable(),
  failure: failureRecord.nullable(),
});
export type LoadTest = z.infer<typeof loadTest>;
