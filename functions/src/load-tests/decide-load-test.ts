import {
  type FailureRecord,
  hasShardEnded,
  type LoadShard,
  type LoadTest,
  type LoadTestStatus,
} from '@proving-ground/shared';
import { shardSight } from './shard-sight.ts';

/** From the decision to the common start: every shard learns of it in this time. */
const LEAD_MS = 1_500;
/** After the time for the last answers; a shard that is still at it then has hung up. */
const OVERTIME_MS = 30_000;

export type LoadMove =
  | { readonly kind: 'wait' }
  | { readonly kind: 'start'; readonly startAt: Date }
  /** `status`: once there are figures; without any, it failed. */
  | { readonly kind: 'conclude'; readonly status: LoadTestStatus; readonly failure: FailureRecord | null };

const WAIT: LoadMove = { kind: 'wait' };

/** What is to be done with a load test that looks like this now. Pure. */
export function decideLoadTest(input: {
  readonly test: LoadTest;
  readonly shards: readonly LoadShard[];
  readonly now: Date;
}): LoadMove {
  return input.test.startAt === null ? gather(input) : watch(input, new Date(input.test.startAt));
}

/** All shards start together or none does. */
function gather({ test, shards, now }: Parameters<typeof decideLoadTest>[0]): LoadMove {
  if (test.stopRequested) return { kind: 'conclude', status: 'stopped', failure: null };
  const broken = shards.find(({ status }) => hasShardEnded(status));
  if (broken) return { kind: 'conclude', status: 'failed', failure: broken.failure ?? endedEarly(broken) };
  const ready = shards.filter((shard) => shardSight(shard, now) === 'waiting').length;
  if (ready === test.shardCount) return { kind: 'start', startAt: new Date(now.getTime() + LEAD_MS) };
  if (now <= new Date(test.readyBy)) return WAIT;
  return { kind: 'conclude', status: 'failed', failure: notAllReady(ready, test.shardCount) };
}

function watch({ test, shards, now }: Parameters<typeof decideLoadTest>[0], startAt: Date): LoadMove {
  const sights = shards.map((shard) => shardSight(shard, now));
  const { durationSeconds, drainSeconds } = test.spec;
  const isOvertime = now.getTime() > startAt.getTime() + (durationSeconds + drainSeconds) * 1_000 + OVERTIME_MS;
  const isOver = sights.every((sight) => sight === 'lost' || (sight !== 'queued' && hasShardEnded(sight)));
  if (!isOver && !isOvertime) return WAIT;
  const failure = shards.find((shard) => shard.failure)?.failure ?? null;
  if (sights.every((sight) => sight === 'finished')) return { kind: 'conclude', status: 'finished', failure };
  return { kind: 'conclude', status: test.stopRequested ? 'stopped' : 'partial', failure };
}

function notAllReady(ready: number, planned: number): FailureRecord {
  return {
    code: 'unavailable',
    reason: 'SHARDS_NOT_READY',
    message: `Only ${ready} of ${planned} shards were ready in time, so none has started.`,
    nextStep: 'Start the load test again; if it stays, use fewer shards or look at the log of runLoadShard.',
    retryable: true,
  };
}

function endedEarly({ index }: LoadShard): FailureRecord {
  return {
    code: 'internal',
    reason: 'SHARD_ENDED_EARLY',
    message: `Shard ${index} ended before the common start.`,
    nextStep: 'Start the load test again; if it stays, look at the log of runLoadShard.',
    retryable: true,
  };
}
