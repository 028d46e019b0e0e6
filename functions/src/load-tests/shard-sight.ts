import { hasShardEnded, type LoadShard } from '@proving-ground/shared';

/** What somebody outside can know of a shard: one that has not ended and has let its lease pass is gone. */
export function shardSight({ status, leaseUntil }: LoadShard, now: Date): LoadShard['status'] | 'lost' {
  if (status === 'queued' || hasShardEnded(status)) return status;
  return leaseUntil !== null && new Date(leaseUntil) < now ? 'lost' : status;
}
