import { type Authorize, createShardRun, planShards, type ShardRun } from '@proving-ground/load';
import {
  Failure,
  type FailureRecord,
  hasShardEnded,
  isOver,
  type LoadState,
  type LoadTest,
} from '@proving-ground/shared';
import { internalFailure } from '../platform/internal-failure.ts';
import type { Log } from '../platform/log.ts';
import type { LoadShardStore, ShardLease } from '../store/load-shard-store.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import { packLoadState } from './pack-load-state.ts';

/** Past it a shard that has said nothing is lost; long enough for a slow second of the database. */
const LEASE_MS = 15_000;
const BARRIER_PAUSE_MS = 250;
/** A ready shard renews its lease this often. */
const BARRIER_RENEW_MS = 5_000;
const FLUSH_MS = 1_000;

export interface ShardDependencies {
  readonly tests: Pick<LoadTestStore, 'get'>;
  readonly shards: Pick<LoadShardStore, 'claim' | 'save'>;
  readonly authorize: (targetUrl: string) => Promise<string>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
  /** The engine; tests put a quick one in its place. */
  readonly createRun?: typeof createShardRun;
}

/** Runs one shard of a load test: says that it is ready, waits for the common start, drives the load and writes what it
 * measures, about every second. A shard that somebody else has, or whose test has started without it, is left alone. */
export async function runLoadShard(
  { loadTestId, index }: { readonly loadTestId: string; readonly index: number },
  dependencies: ShardDependencies,
): Promise<void> {
  const { shards, authorize, now, log } = dependencies;
  const claimed = await shards.claim({ id: loadTestId, index, now: now(), leaseUntil: leaseFrom(now()) });
  if (!claimed) {
    log.info('loadShard.refused', { loadTestId, index });
    return;
  }
  const { test, shard } = claimed;
  try {
    // Before it says that it is ready: a shard that may not call the agent keeps the others from starting in vain.
    await authorize(audienceOf(test));
    if (!(await shards.save(shard, { status: 'waiting', leaseUntil: leaseFrom(now()) }))) return;
    const started = await waitForStart(shard, dependencies);
    if (started) await drive(started, shard, dependencies);
  } catch (error) {
    const failure = failureOf(error, { loadTestId, index }, log);
    // What it has flushed stays.
    await shards.save(shard, { status: 'failed', leaseUntil: null, failure });
  }
}

/** The test once it has its start instant; null when it ends before. */
async function waitForStart(shard: ShardLease, dependencies: ShardDependencies): Promise<LoadTest | null> {
  const { tests, shards, sleep, now } = dependencies;
  let renewAt = now().getTime() + BARRIER_RENEW_MS;
  for (;;) {
    const test = await tests.get(shard.loadTestId);
    if (!test || isOver(test.status) || test.stopRequested) {
      await shards.save(shard, { status: 'stopped', leaseUntil: null });
      return null;
    }
    if (test.startAt !== null) return test;
    if (now().getTime() >= renewAt) {
      if (!(await shards.save(shard, { leaseUntil: leaseFrom(now()) }))) return null;
      renewAt = now().getTime() + BARRIER_RENEW_MS;
    }
    await sleep(BARRIER_PAUSE_MS);
  }
}

async function drive(test: LoadTest, shard: ShardLease, dependencies: ShardDependencies): Promise<void> {
  const { tests, shards, sleep, authorize, now, log, createRun = createShardRun } = dependencies;
  const { spec, shardCount, target } = test;
  const plan = planShards({ spec, shardCount, startAtMs: new Date(test.startAt ?? 0).getTime() })[shard.index];
  if (!plan) throw new Error(`The plan of ${test.id} has no shard ${shard.index}.`);
  const token: Authorize = () => authorize(audienceOf(test));
  const run = createRun({ plan, spec, targetUrl: target.url, authorize: token });
  const write = async (state: LoadState): Promise<boolean> => {
    const status = state.shards[0]?.status ?? 'running';
    const at = now();
    const leaseUntil = hasShardEnded(status) ? null : leaseFrom(at);
    return await shards.save(shard, { status, leaseUntil, flushedAt: at, packedState: packLoadState(state) });
  };
  const ended = run.done.then(
    () => 'ended' as const,
    () => 'ended' as const,
  );
  for (;;) {
    if ((await Promise.race([ended, sleep(FLUSH_MS)])) === 'ended') break;
    // The load goes on beside a database that is away for a moment; the next flush holds everything again.
    const isOurs = await flush({ run, write, test, tests }).catch((error: unknown) => {
      log.error('loadShard.flushFailed', { loadTestId: test.id, index: shard.index, error: String(error) });
      return true;
    });
    if (!isOurs) run.stop();
  }
  const state = await run.done;
  await write(state);
  log.info('loadShard.ended', { loadTestId: test.id, index: shard.index, status: state.shards[0]?.status });
}

/** Writes what is there and stops the load when somebody asked for that; false when the shard is not ours any more. */
async function flush(input: {
  readonly run: ShardRun;
  readonly write: (state: LoadState) => Promise<boolean>;
  readonly test: LoadTest;
  readonly tests: Pick<LoadTestStore, 'get'>;
}): Promise<boolean> {
  const { run, write, test, tests } = input;
  const [isOurs, current] = await Promise.all([write(run.snapshot()), tests.get(test.id)]);
  if (!current || isOver(current.status) || current.stopRequested) run.stop();
  return isOurs;
}

function failureOf(
  error: unknown,
  shard: { readonly loadTestId: string; readonly index: number },
  log: Log,
): FailureRecord {
  if (error instanceof Failure) return error.record;
  const nextStep = 'Look for that number in the log of the functions, then start the load test again.';
  return internalFailure({ error, log, event: 'loadShard.crashed', fields: shard, nextStep });
}

/** A token names the service, also for a request to one of its tags. */
function audienceOf({ target }: LoadTest): string {
  return target.audienceUrl ?? target.url;
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}
