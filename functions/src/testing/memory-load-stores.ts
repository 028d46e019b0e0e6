import { isOver, type LoadFigures, type LoadShard, type LoadTargetRecord, type LoadTest } from '@proving-ground/shared';
import { mayClaimLoadTest, mayClaimShard } from '../load-tests/may-claim.ts';
import { queuedShards } from '../load-tests/plan-load-test.ts';
import { loadKeyReused, loadTestNotFound } from '../load-tests/refusals.ts';
import { holdForTest, newTarget } from '../load-tests/target-record.ts';
import type { LoadShardStore } from '../store/load-shard-store.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';

export interface MemoryLoadStores {
  readonly tests: LoadTestStore;
  readonly shards: LoadShardStore;
  /** Every version of a record that was written, oldest first. */
  versions(id: string): readonly LoadTest[];
  figures(id: string): LoadFigures | null;
  /** Shared with the store of capacity searches, which holds them too. */
  readonly targets: Map<string, LoadTargetRecord>;
}

/** The stores of load tests without Firestore; the same suite of tests binds both. */
export function createMemoryLoadStores(): MemoryLoadStores {
  const versions = new Map<string, LoadTest[]>();
  const parts = new Map<string, LoadShard[]>();
  const targets = new Map<string, LoadTargetRecord>();
  const figures = new Map<string, LoadFigures>();

  const read = (id: string): LoadTest | null => versions.get(id)?.at(-1) ?? null;
  const write = (test: LoadTest): LoadTest => {
    versions.set(test.id, [...(versions.get(test.id) ?? []), test]);
    return test;
  };
  const targetKey = ({ target }: LoadTest) => `${target.region}~${target.agent.name}`;
  const partOf = (id: string, index: number) => parts.get(id)?.[index] ?? null;
  const putPart = (shard: LoadShard) => {
    const all = parts.get(shard.loadTestId);
    if (all) all[shard.index] = shard;
  };

  return {
    versions: (id) => versions.get(id) ?? [],
    figures: (id) => figures.get(id) ?? null,
    targets,
    tests: {
      get: async (id) => read(id),
      target: async (region, name) => targets.get(`${region}~${name}`) ?? null,
      figures: async (id) => figures.get(id) ?? null,
      saveFigures: async (id, next) => void figures.set(id, next),
      setBaseline: async ({ region, name }, baselineLoadTestId) => {
        const before = targets.get(`${region}~${name}`) ?? newTarget({ region, name });
        targets.set(`${region}~${name}`, { ...before, baselineLoadTestId });
      },
      create: async (planned) => {
        const existing = read(planned.id);
        if (existing && existing.specHash !== planned.specHash) throw loadKeyReused(existing.id);
        if (existing) return { created: false };
        const held = holdForTest(planned, targets.get(targetKey(planned)) ?? null);
        write(planned);
        parts.set(planned.id, [...queuedShards(planned)]);
        targets.set(targetKey(planned), held);
        return { created: true };
      },
      claim: async ({ id, now, leaseUntil }) => {
        const current = read(id);
        if (!current || !mayClaimLoadTest(current, now)) return null;
        return write({ ...current, epoch: current.epoch + 1, leaseUntil: leaseUntil.toISOString() });
      },
      save: async (next, leaseUntil) => {
        const current = read(next.id);
        if (!current || current.epoch !== next.epoch || isOver(current.status)) return null;
        const target = targets.get(targetKey(next));
        if (isOver(next.status) && target?.activeLoadTestId === next.id) {
          targets.set(targetKey(next), { ...target, activeLoadTestId: null });
        }
        const { stopRequested } = current;
        return write({ ...next, stopRequested, leaseUntil: leaseUntil?.toISOString() ?? null });
      },
      requestStop: async (id) => {
        const current = read(id);
        if (!current) throw loadTestNotFound(id);
        return isOver(current.status) || current.stopRequested ? current : write({ ...current, stopRequested: true });
      },
      abandoned: async (now, limit) =>
        [...versions.keys()].filter((id) => mayClaimLoadTest(read(id), now)).slice(0, limit),
    },
    shards: {
      list: async (id) => [...(parts.get(id) ?? [])],
      claim: async ({ id, index, now, leaseUntil }) => {
        const test = read(id);
        const current = partOf(id, index);
        if (!test || !current || !mayClaimShard(test, current, now)) return null;
        const shard = { ...current, epoch: current.epoch + 1, leaseUntil: leaseUntil.toISOString() };
        putPart(shard);
        return { test, shard };
      },
      save: async ({ loadTestId, index, epoch }, { leaseUntil, flushedAt, ...change }) => {
        const current = partOf(loadTestId, index);
        if (current?.epoch !== epoch) return false;
        putPart({
          ...current,
          ...change,
          leaseUntil: leaseUntil?.toISOString() ?? null,
          flushedAt: flushedAt?.toISOString() ?? current.flushedAt,
        });
        return true;
      },
    },
  };
}
