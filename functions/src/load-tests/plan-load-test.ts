import { planShards } from '@proving-ground/load';
import {
  type CallableRequest,
  type LoadShard,
  type LoadTest,
  type LoadTestPart,
  type LoadTestTarget,
  neededShards,
} from '@proving-ground/shared';
import { stableHash } from '../platform/stable-hash.ts';

/** Instances of functions come within seconds; the rest is for a busy minute. */
const READY_MS = 90_000;

/** What is asked for, whoever asks: a person through the callable, or a schedule. */
export type LoadTestRequest = Pick<CallableRequest<'startLoadTest'>, 'target' | 'spec' | 'note'> & {
  readonly shardCount?: number | undefined;
};

/** Of the request alone: the target may have changed when the same call comes again. */
export function requestHash({ target, spec, note, shardCount = 0 }: LoadTestRequest): string {
  return stableHash({ target, spec, note, shardCount });
}

/**
 * The record that a load test starts from.
 * @throws Failure invalid-argument for a number of shards that does not fit the load
 */
export function planLoadTest(input: {
  readonly id: string;
  readonly request: LoadTestRequest;
  readonly target: LoadTestTarget;
  readonly requestedBy: LoadTest['requestedBy'];
  readonly scheduleId: string | null;
  readonly partOf: LoadTestPart | null;
  readonly now: Date;
}): LoadTest {
  const { id, request, target, requestedBy, scheduleId, partOf, now } = input;
  const { spec, note, shardCount = neededShards(spec) } = request;
  // The shards plan themselves with the common start; here it only must be possible.
  planShards({ spec, startAtMs: 0, shardCount });
  return {
    id,
    note,
    spec,
    specHash: requestHash(request),
    shardCount,
    target,
    requestedBy,
    scheduleId,
    partOf,
    createdAt: now.toISOString(),
    readyBy: new Date(now.getTime() + READY_MS).toISOString(),
    startAt: null,
    endedAt: null,
    status: 'starting',
    stopRequested: false,
    epoch: 0,
    leaseUntil: null,
    headline: null,
    revisionAtEnd: null,
    failure: null,
  };
}

/** The shards of a planned test, before anybody has taken one up. */
export function queuedShards({ id, shardCount }: Pick<LoadTest, 'id' | 'shardCount'>): readonly LoadShard[] {
  return Array.from({ length: shardCount }, (_, index) => ({
    loadTestId: id,
    index,
    status: 'queued',
    epoch: 0,
    leaseUntil: null,
    flushedAt: null,
    packedState: null,
    failure: null,
  }));
}
