import { hasShardEnded, type LoadShard } from '@proving-ground/shared';
import { hasLapsed } from '../platform/lease.ts';

/** What somebody outside can know of a shard: one that has not ended and has let its lease pass is gone. */
export function shardSight({ status, leaseUntil }: LoadShard, now: Date): LoadShard['status'] | 'lost' {
  if (hasShardEnded(status)) return status;
  return leaseUntil !== null && hasLapsed(leaseUntil, now) ? 'lost' : status;
}

/** Whether nobody is at a shard who could still become ready. */
export function needsCall(shard: LoadShard, now: Date): boolean {
  return shardSight(shard, now) === 'lost' || (shard.status === 'queued' && shard.leaseUntil === null);
}
