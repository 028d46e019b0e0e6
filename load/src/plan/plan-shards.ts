import { Failure, LOAD_LIMITS, type LoadSpec, neededShards } from '@proving-ground/shared';
import { splitExactly } from './split-exactly.ts';

/** The part of one shard. Which users or arrivals it has follows from its index: every nth. */
export interface ShardPlan {
  readonly shardIndex: number;
  readonly shardCount: number;
  /** Common to all shards. */
  readonly startAtMs: number;
  /** Users of this shard at the full load; in the open model the most open requests. */
  readonly users: number;
  readonly maxInFlight: number;
  readonly maxRequests: number;
}

/**
 * Splits a test into shards whose users, open requests and request limits add up exactly.
 * @throws Failure when it is too large for the number of shards.
 */
export function planShards({
  spec,
  startAtMs,
  shardCount = neededShards(spec),
}: {
  readonly spec: LoadSpec;
  readonly startAtMs: number;
  /** Unless the capacity of a shard is to decide. */
  readonly shardCount?: number;
}): readonly ShardPlan[] {
  const { load } = spec;
  const full = load.model === 'closed' ? load.users : load.maxInFlight;
  if (!Number.isInteger(shardCount) || shardCount < 1 || shardCount > Math.min(LOAD_LIMITS.shards, full)) {
    throw new Failure({
      code: 'invalid-argument',
      reason: 'SHARD_COUNT_INVALID',
      message: `${shardCount} is no number of shards for ${full} ${load.model === 'closed' ? 'users' : 'open requests'}: between 1 and ${Math.min(LOAD_LIMITS.shards, full)} are possible.`,
      nextStep: 'Choose fewer shards, or a smaller load.',
      retryable: false,
    });
  }
  const users = splitExactly(full, shardCount);
  const maxRequests = splitExactly(LOAD_LIMITS.totalRequests, shardCount);
  return users.map((shardUsers, shardIndex) => ({
    shardIndex,
    shardCount,
    startAtMs,
    users: shardUsers,
    maxInFlight: shardUsers,
    maxRequests: maxRequests[shardIndex] ?? 0,
  }));
}
