import { assertNever, type LoadShard, type LoadTest } from '@proving-ground/shared';
import type { Log } from '../platform/log.ts';
import type { LoadShardStore } from '../store/load-shard-store.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import { concludeLoadTest } from './conclude-load-test.ts';
import { decideLoadTest, type LoadMove } from './decide-load-test.ts';
import type { LoadQueue } from './load-queue.ts';
import { mergeFigures } from './merge-figures.ts';
import { needsCall } from './shard-sight.ts';
import type { WakeParent } from './wake-parent.ts';

const LEASE_MS = 20_000;
/** With time to spare for a slow write. */
const RENEW_MS = 7_000;
/** While shards gather, everybody waits for the slowest look. */
const GATHER_PAUSE_MS = 300;
const WATCH_PAUSE_MS = 1_000;

export interface ConductDependencies {
  readonly tests: Pick<LoadTestStore, 'get' | 'claim' | 'save' | 'saveFigures'>;
  readonly shards: Pick<LoadShardStore, 'list'>;
  readonly queue: Pick<LoadQueue, 'runShard'>;
  /** Revision of the agent that is live now; null when none is. */
  readonly liveRevision: (test: LoadTest) => Promise<string | null>;
  readonly wakeParent: WakeParent;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Sees a load test through: calls its shards, starts them together, adds up what they write and ends it. It holds no
 * knowledge of its own, so that another can take over at any moment; a second one beside it finds the lease taken.
 */
export async function conductLoadTest(loadTestId: string, dependencies: ConductDependencies): Promise<void> {
  const { tests, queue, sleep, now, log } = dependencies;
  const claimed = await tests.claim({ id: loadTestId, now: now(), leaseUntil: leaseFrom(now()) });
  if (!claimed) return;
  let test = claimed;
  let renewAt = now().getTime() + RENEW_MS;
  let shown = '';

  const called = new Set<string>();
  for (;;) {
    // Read anew each round: a stop comes through the record.
    const [current, shards] = await Promise.all([tests.get(loadTestId), dependencies.shards.list(loadTestId)]);
    if (!current || current.epoch !== test.epoch) return;
    test = current;
    const move = decideLoadTest({ test, shards, now: now() });
    if (move.kind === 'conclude') return await conclude({ test, shards, move }, dependencies);

    if (test.startAt === null) {
      for (const { index, epoch } of shards.filter((shard) => needsCall(shard, now()))) {
        // Once for each life of a shard: one that has died before the start is called again.
        if (called.has(`${index}.${epoch}`)) continue;
        if (await queue.runShard(loadTestId, index)) called.add(`${index}.${epoch}`);
      }
    }
    const news = fingerprint(shards);
    if (news !== shown) {
      await tests.saveFigures(loadTestId, mergeFigures({ test, shards, now: now(), isFinal: false }).figures);
      shown = news;
    }
    if (move.kind === 'start' || now().getTime() >= renewAt) {
      const saved = await tests.save(afterMove(test, move), leaseFrom(now()));
      if (!saved) return;
      if (move.kind === 'start') log.info('loadTest.started', { loadTestId, shards: shards.length });
      test = saved;
      renewAt = now().getTime() + RENEW_MS;
    }
    await sleep(test.startAt === null ? GATHER_PAUSE_MS : WATCH_PAUSE_MS);
  }
}

function afterMove(test: LoadTest, move: Exclude<LoadMove, { readonly kind: 'conclude' }>): LoadTest {
  switch (move.kind) {
    case 'wait':
      return test;
    case 'start':
      return { ...test, status: 'running', startAt: move.startAt.toISOString() };
    default:
      return assertNever(move);
  }
}

async function conclude(
  {
    test,
    shards,
    move,
  }: {
    readonly test: LoadTest;
    readonly shards: readonly LoadShard[];
    readonly move: Extract<LoadMove, { readonly kind: 'conclude' }>;
  },
  { tests, liveRevision, wakeParent, now, log }: ConductDependencies,
): Promise<void> {
  const revision = await liveRevision(test);
  const { figures, result } = mergeFigures({ test, shards, now: now(), isFinal: true });
  // Figures first: whoever sees the end on record finds them whole.
  await tests.saveFigures(test.id, figures);
  const { status, failure } = move;
  const ended = concludeLoadTest({ test, status, failure, result, revision, now: now() });
  const saved = await tests.save(ended, null);
  if (!saved) return;
  log.info('loadTest.ended', { loadTestId: test.id, status: saved.status });
  if (saved.partOf) await wakeParent(saved.partOf);
}

/** Differs when figures worth showing may. */
function fingerprint(shards: readonly LoadShard[]): string {
  return shards.map(({ status, flushedAt, leaseUntil }) => `${status} ${flushedAt ?? leaseUntil}`).join();
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}
