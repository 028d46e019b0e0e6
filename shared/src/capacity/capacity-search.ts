import { z } from 'zod';
import { failureRecord } from '../failure.ts';
import { loadCost } from '../load/load-cost.ts';
import { loadTestTarget } from '../load/load-test-target.ts';
import { capacitySpec } from './capacity-search-spec.ts';
import { capacitySearchId, capacitySearchStatus } from './capacity-search-status.ts';

/** `unclear`: there are too few answers to tell with confidence. */
export const capacityJudgement = z.enum(['meets', 'misses', 'unclear']);
export type CapacityJudgement = z.infer<typeof capacityJudgement>;

const count = z.int().min(0);
const amount = z.number().min(0);

/** A figure with the range that holds the true one in 95 of 100 tries. */
const estimate = z.strictObject({ value: amount, low: amount, high: amount });
export type CapacityFigure = z.infer<typeof estimate>;

export const capacityEvidence = z.discriminatedUnion('kind', [
  /** How many of the samples lay beyond the limit, of which only a share may. Counts of several tries add up. */
  z.strictObject({
    kind: z.literal('threshold'),
    text: z.string(),
    observed: z.number().nullable(),
    beyond: amount,
    samples: count,
    allowedShare: z.number().min(0).max(1),
  }),
  /** The agent did not keep up: arrivals found no room, or ever more requests were open. */
  z.strictObject({ kind: z.literal('sign'), sign: z.enum(['dropped', 'backlog']), observed: amount }),
]);
export type CapacityEvidence = z.infer<typeof capacityEvidence>;

/** What of a step's figures the chart, the tables and the suggestions need. */
export const capacityFigures = z.strictObject({
  requests: count,
  /** Answers to questions; of everything in a scenario that asks none. */
  answers: count,
  answersPerSecond: amount,
  errorRate: z.number(),
  dropped: count,
  avgMs: amount.nullable(),
  p50Ms: estimate.nullable(),
  p95Ms: estimate.nullable(),
  ttftP95Ms: estimate.nullable(),
  /** Open requests, on average once the load was there. */
  meanInFlight: amount,
});
export type CapacityFigures = z.infer<typeof capacityFigures>;

/** One try of one value: an ordinary load test. */
export const capacityStep = z.strictObject({
  /** `warmUp`: its answers may be cold, so it is not judged. */
  kind: z.enum(['warmUp', 'measure']),
  value: amount,
  /** The how manieth try of this value. */
  attempt: z.int().min(1),
  durationSeconds: z.int().min(1),
  loadTestId: z.string(),
  /** `lost`: its load test came to nothing that counts. */
  status: z.enum(['running', 'judged', 'lost']),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** By this try alone; tries of one value are judged together. */
  judgement: capacityJudgement.nullable(),
  evidence: z.array(capacityEvidence),
  figures: capacityFigures.nullable(),
  failure: failureRecord.nullable(),
});
export type CapacityStep = z.infer<typeof capacityStep>;

/** The highest value known to meet the thresholds and the lowest known to miss them. */
export const capacityBounds = z.strictObject({ meets: amount.nullable(), misses: amount.nullable() });
export type CapacityBounds = z.infer<typeof capacityBounds>;

/** Why a search tried no further value. */
export const capacityEnd = z.enum([
  'precise',
  'mostReached',
  'leastMisses',
  'stepsUsedUp',
  'timeUsedUp',
  'requestsUsedUp',
  'stopped',
  'failed',
]);
export type CapacityEnd = z.infer<typeof capacityEnd>;

export const capacityResult = z.strictObject({
  end: capacityEnd,
  /** The answer: the highest value that meets the thresholds; null when none was found to. */
  value: amount.nullable(),
  /** Whether each threshold was kept, and the next value missed, with confidence. */
  isCertain: z.boolean(),
  /** At that value. */
  answersPerSecond: amount.nullable(),
  /** Null too where a price is not known. */
  costUsdPer1000Answers: loadCost.nullable(),
});
export type CapacityResult = z.infer<typeof capacityResult>;

/** `capacitySearches/{id}`: from the press of the button to the answer. */
export const capacitySearch = z.strictObject({
  id: capacitySearchId,
  spec: capacitySpec,
  /** Hash of target and spec: the same idempotency key with another one is refused. */
  specHash: z.string(),
  /** What is searched, as it was at the start; a step that finds another revision ends the search. */
  target: loadTestTarget,
  requestedBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  createdAt: z.iso.datetime(),
  /** No step begins later. */
  endBy: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  status: capacitySearchStatus,
  stopRequested: z.boolean(),
  steps: z.array(capacityStep),
  bounds: capacityBounds,
  result: capacityResult.nullable(),
  failure: failureRecord.nullable(),
  /** Fencing number: only the holder of the newest lease may write. */
  epoch: z.int().min(0),
  leaseUntil: z.iso.datetime().nullable(),
  nextLookAt: z.iso.datetime(),
  /** Somebody came while the lease was held: its holder looks again before it pauses. */
  newsWaiting: z.boolean(),
});
export type CapacitySearch = z.infer<typeof capacitySearch>;

/** The step whose load test is at work; null between two steps and at the end. */
export function runningStep({ steps }: Pick<CapacitySearch, 'steps'>): CapacityStep | null {
  const last = steps.at(-1);
  return last?.status === 'running' ? last : null;
}
