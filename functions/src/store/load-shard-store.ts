import {
  type LoadShard,
  type LoadTest,
  loadShardPath,
  loadShard as loadShardSchema,
  loadShardsPath,
  loadTestPath,
  loadTest as loadTestSchema,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { mayClaimShard } from '../load-tests/may-claim.ts';
import type { ClaimRequest } from './load-test-store.ts';
import { parseDocument } from './parse-document.ts';

/** Under which a shard is written: the number tells an owner from the one before. */
export type ShardLease = Pick<LoadShard, 'loadTestId' | 'index' | 'epoch'>;
export type ShardChange = Partial<Pick<LoadShard, 'status' | 'packedState' | 'failure'>> & {
  readonly leaseUntil: Date | null;
  readonly flushedAt?: Date;
};
export interface ClaimedShard {
  readonly test: LoadTest;
  readonly shard: LoadShard;
}

/** The parts of load tests: each document has one writer at a time. */
export interface LoadShardStore {
  /** In the order of their index. */
  list(loadTestId: string): Promise<readonly LoadShard[]>;
  /** Takes a shard under a new epoch before its test has started; null when another has it, or it is too late. */
  claim(request: ClaimRequest & { readonly index: number }): Promise<ClaimedShard | null>;
  /** Writes what the shard's owner has to say; false when the shard has passed to another. */
  save(lease: ShardLease, change: ShardChange): Promise<boolean>;
}

export function createLoadShardStore(db: Firestore): LoadShardStore {
  return {
    list: async (loadTestId) => {
      const { docs } = await db.collection(loadShardsPath(loadTestId)).get();
      return docs.flatMap((document) => parseDocument(loadShardSchema, document) ?? []);
    },

    claim: async ({ id, index, now, leaseUntil }) => {
      const path = db.doc(loadShardPath(id, index));
      const test = parseDocument(loadTestSchema, await db.doc(loadTestPath(id)).get());
      if (!test || !mayClaimShard(test, parseDocument(loadShardSchema, await path.get()), now)) return null;
      return await db.runTransaction(async (transaction) => {
        const current = parseDocument(loadShardSchema, await transaction.get(path));
        if (!current || !mayClaimShard(test, current, now)) return null;
        const shard = { ...current, epoch: current.epoch + 1, leaseUntil: leaseUntil.toISOString() };
        transaction.set(path, shard);
        return { test, shard };
      });
    },

    save: ({ loadTestId, index, epoch }, { leaseUntil, flushedAt, ...change }) =>
      db.runTransaction(async (transaction) => {
        const path = db.doc(loadShardPath(loadTestId, index));
        // The number alone: the figures in the document are large, and about to be replaced.
        const [held] = await transaction.getAll(path, { fieldMask: ['epoch'] });
        if (held?.get('epoch') !== epoch) return false;
        transaction.update(path, {
          ...change,
          leaseUntil: leaseUntil?.toISOString() ?? null,
          ...(flushedAt && { flushedAt: flushedAt.toISOString() }),
        });
        return true;
      }),
  };
}
