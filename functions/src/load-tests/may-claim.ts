import { isOver, type LoadShard, type LoadTest } from '@proving-ground/shared';
import { hasLapsed } from '../platform/lease.ts';

/** Whether a load test is there, unfinished, and without a conductor. */
export function mayClaimLoadTest(test: LoadTest | null, now: Date): boolean {
  return test !== null && !isOver(test.status) && hasLapsed(test.leaseUntil, now);
}

/** Whether a shard may be taken up: nobody holds it, and its test has not started. A part that began in the middle would
 * not be the load that was asked for. */
export function mayClaimShard(test: LoadTest, shard: LoadShard | null, now: Date): boolean {
  if (shard === null || test.startAt !== null || isOver(test.status) || test.stopRequested) return false;
  return (shard.status === 'queued' || shard.status === 'waiting') && hasLapsed(shard.leaseUntil, now);
}
