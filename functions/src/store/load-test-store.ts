import {
  COLLECTIONS,
  isOver,
  type LoadFigures,
  type LoadTargetRecord,
  type LoadTest,
  loadFigures,
  loadFiguresPath,
  loadShardPath,
  loadTargetPath,
  loadTargetRecord,
  loadTestEntry,
  loadTestPath,
  loadTest as loadTestSchema,
  timelinePath,
} from '@proving-ground/shared';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { mayClaimLoadTest } from '../load-tests/may-claim.ts';
import { queuedShards } from '../load-tests/plan-load-test.ts';
import { loadKeyReused, loadTestNotFound } from '../load-tests/refusals.ts';
import { holdForTest, newTarget } from '../load-tests/target-record.ts';
import { hasLapsed } from '../platform/lease.ts';
import { parseDocument } from './parse-document.ts';

export interface ClaimRequest {
  readonly id: string;
  readonly now: Date;
  readonly leaseUntil: Date;
}

export interface LoadTestStore {
  /** Stores a planned test with its queued shards and holds its target; the same id again changes nothing.
   * @throws Failure failed-precondition when the key was used for another test, or the target is held */
  create(planned: LoadTest): Promise<{ readonly created: boolean }>;
  get(id: string): Promise<LoadTest | null>;
  /** Takes the conductor's lease under a new epoch; null when another has it or the test is over. */
  claim(request: ClaimRequest): Promise<LoadTest | null>;
  /** Writes what the conductor decides on, but never undoes a stop; at the end it lets go of the target in the same
   * step. Null when the lease has passed to another. */
  save(next: LoadTest, leaseUntil: Date | null): Promise<LoadTest | null>;
  /** Over the ones before: figures are cumulative. */
  saveFigures(id: string, figures: LoadFigures): Promise<void>;
  /** Null before the first. */
  figures(id: string): Promise<LoadFigures | null>;
  /** @throws Failure not-found */
  requestStop(id: string): Promise<LoadTest>;
  /** Tests that have not ended and that no conductor holds. */
  abandoned(now: Date, limit: number): Promise<readonly string[]>;
  target(region: string, name: string): Promise<LoadTargetRecord | null>;
  setBaseline(target: Pick<LoadTargetRecord, 'region' | 'name'>, loadTestId: string | null): Promise<void>;
}

export function createLoadTestStore(db: Firestore): LoadTestStore {
  const reference = (id: string) => db.doc(loadTestPath(id));
  const targetOf = ({ target }: LoadTest) => db.doc(loadTargetPath(target.region, target.agent.name));
  /** In the same step as the record: the history never says something else. */
  const putEntry = (transaction: Transaction, test: LoadTest) => {
    const entry = loadTestEntry(test);
    if (entry) transaction.set(db.doc(timelinePath(entry.id)), entry);
  };
  const read = async (id: string) => parseDocument(loadTestSchema, await reference(id).get());

  return {
    get: read,
    target: async (region, name) => parseDocument(loadTargetRecord, await db.doc(loadTargetPath(region, name)).get()),
    figures: async (id) => parseDocument(loadFigures, await db.doc(loadFiguresPath(id)).get()),
    saveFigures: async (id, figures) => void (await db.doc(loadFiguresPath(id)).set(figures)),
    setBaseline: async ({ region, name }, loadTestId) => {
      const path = db.doc(loadTargetPath(region, name));
      await db.runTransaction(async (transaction) => {
        const target = parseDocument(loadTargetRecord, await transaction.get(path));
        const before = target ?? newTarget({ region, name });
        transaction.set(path, { ...before, baselineLoadTestId: loadTestId });
      });
    },

    create: (planned) =>
      db.runTransaction(async (transaction) => {
        const existing = parseDocument(loadTestSchema, await transaction.get(reference(planned.id)));
        if (existing) {
          if (existing.specHash !== planned.specHash) throw loadKeyReused(existing.id);
          return { created: false };
        }
        const target = parseDocument(loadTargetRecord, await transaction.get(targetOf(planned)));
        const held = holdForTest(planned, target);
        transaction.create(reference(planned.id), planned);
        putEntry(transaction, planned);
        for (const shard of queuedShards(planned)) {
          transaction.create(db.doc(loadShardPath(planned.id, shard.index)), shard);
        }
        transaction.set(targetOf(planned), held);
        return { created: true };
      }),

    claim: async ({ id, now, leaseUntil }) => {
      // Read before anything is locked: whoever is at work is not held up by those who only knock.
      if (!mayClaimLoadTest(await read(id), now)) return null;
      return await db.runTransaction(async (transaction) => {
        const current = parseDocument(loadTestSchema, await transaction.get(reference(id)));
        if (!current || !mayClaimLoadTest(current, now)) return null;
        const claimed = { ...current, epoch: current.epoch + 1, leaseUntil: leaseUntil.toISOString() };
        transaction.set(reference(id), claimed);
        return claimed;
      });
    },

    save: (next, leaseUntil) =>
      db.runTransaction(async (transaction) => {
        const current = parseDocument(loadTestSchema, await transaction.get(reference(next.id)));
        if (!current || current.epoch !== next.epoch || isOver(current.status)) return null;
        const target = isOver(next.status)
          ? parseDocument(loadTargetRecord, await transaction.get(targetOf(next)))
          : null;
        const saved = {
          ...next,
          stopRequested: current.stopRequested,
          leaseUntil: leaseUntil?.toISOString() ?? null,
        };
        transaction.set(reference(next.id), saved);
        if (saved.status !== current.status) putEntry(transaction, saved);
        if (target?.activeLoadTestId === next.id)
          transaction.set(targetOf(next), { ...target, activeLoadTestId: null });
        return saved;
      }),

    requestStop: (id) =>
      db.runTransaction(async (transaction) => {
        const current = parseDocument(loadTestSchema, await transaction.get(reference(id)));
        if (!current) throw loadTestNotFound(id);
        if (isOver(current.status) || current.stopRequested) return current;
        transaction.update(reference(id), { stopRequested: true });
        return { ...current, stopRequested: true };
      }),

    abandoned: async (now, limit) => {
      const found = await db
        .collection(COLLECTIONS.loadTests)
        .where('status', 'in', ['starting', 'running'])
        .limit(limit)
        .get();
      // Unparsed: one record of another version must not keep the others from being found.
      const isFree = (leaseUntil: unknown) => typeof leaseUntil !== 'string' || hasLapsed(leaseUntil, now);
      return found.docs.flatMap((document) => (isFree(document.get('leaseUntil')) ? [document.id] : []));
    },
  };
}
