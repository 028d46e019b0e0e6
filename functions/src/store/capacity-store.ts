import {
  type CapacitySearch,
  COLLECTIONS,
  capacitySearchEntry,
  capacitySearchPath,
  capacitySearch as capacitySearchSchema,
  loadTargetPath,
  loadTargetRecord,
  timelinePath,
} from '@proving-ground/shared';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { searchKeyReused, searchNotFound } from '../capacity/refusals.ts';
import { holdForSearch, searchAfterClaim, searchAfterSave, searchClaimRefusal } from '../capacity/search-lease.ts';
import { parseDocument } from './parse-document.ts';

/** What came of asking for the lease. */
export type SearchClaim =
  | { readonly kind: 'claimed'; readonly search: CapacitySearch }
  /** Somebody else is at it. */
  | { readonly kind: 'busy' }
  /** Or it was never there. */
  | { readonly kind: 'ended' }
  /** A newer look has been taken since this one was planned, and has planned its own next one. */
  | { readonly kind: 'overtaken' };

export interface SearchClaimRequest {
  readonly id: string;
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly plannedAtEpoch: number | null;
}

export interface SearchSave {
  /** Carries the epoch under which it was claimed. */
  readonly next: CapacitySearch;
  /** Null gives the lease back. */
  readonly leaseUntil: Date | null;
  readonly nextLookAt: Date;
}

export interface CapacityStore {
  /** Stores a planned search and holds its target; the same id again changes nothing.
   * @throws Failure failed-precondition when the key was used for another search, or the target is held */
  create(planned: CapacitySearch): Promise<{ readonly created: boolean }>;
  get(id: string): Promise<CapacitySearch | null>;
  /** Takes the lease under a new epoch; with `plannedAtEpoch`, only while nobody else has looked since. */
  claim(request: SearchClaimRequest): Promise<SearchClaim>;
  /** Writes what was decided; at the end it lets go of the target in the same step. Null when the lease has passed on. */
  save(save: SearchSave): Promise<CapacitySearch | null>;
  /** @throws Failure not-found */
  requestStop(id: string): Promise<CapacitySearch>;
  /** Running searches that should have been looked at before then, longest overdue first. */
  overdue(before: Date, limit: number): Promise<readonly string[]>;
}

export function createCapacityStore(db: Firestore): CapacityStore {
  const reference = (id: string) => db.doc(capacitySearchPath(id));
  const targetOf = ({ target }: CapacitySearch) => db.doc(loadTargetPath(target.region, target.agent.name));
  /** In the same step as the record: the history never says something else. */
  const putEntry = (transaction: Transaction, search: CapacitySearch) => {
    const entry = capacitySearchEntry(search);
    transaction.set(db.doc(timelinePath(entry.id)), entry);
  };
  const read = async (id: string) => parseDocument(capacitySearchSchema, await reference(id).get());

  return {
    get: read,

    create: (planned) =>
      db.runTransaction(async (transaction) => {
        const existing = parseDocument(capacitySearchSchema, await transaction.get(reference(planned.id)));
        if (existing && existing.specHash !== planned.specHash) throw searchKeyReused(existing.id);
        if (existing) return { created: false };
        const target = parseDocument(loadTargetRecord, await transaction.get(targetOf(planned)));
        const held = holdForSearch(planned, target);
        transaction.create(reference(planned.id), planned);
        putEntry(transaction, planned);
        transaction.set(targetOf(planned), held);
        return { created: true };
      }),

    claim: async (request) => {
      const { id, leaseUntil, plannedAtEpoch } = request;
      // Read before anything is locked: whoever is at work is not held up by those who only knock.
      const refusal = searchClaimRefusal(await read(id), request);
      const claim =
        refusal ??
        (await db.runTransaction(async (transaction): Promise<SearchClaim> => {
          const current = parseDocument(capacitySearchSchema, await transaction.get(reference(id)));
          const late = searchClaimRefusal(current, request);
          if (!current || late) return late ?? { kind: 'ended' };
          const search = searchAfterClaim(current, leaseUntil);
          transaction.set(reference(id), search);
          return { kind: 'claimed', search };
        }));
      // Not a planned look, which the holder will plan anew, but news: the holder may have looked before it came.
      if (claim.kind === 'busy' && plannedAtEpoch === null) await reference(id).update({ newsWaiting: true });
      return claim;
    },

    save: (save) =>
      db.runTransaction(async (transaction) => {
        const { next } = save;
        const current = parseDocument(capacitySearchSchema, await transaction.get(reference(next.id)));
        if (!current || current.epoch !== next.epoch || current.status !== 'running') return null;
        const target =
          next.status === 'running' ? null : parseDocument(loadTargetRecord, await transaction.get(targetOf(next)));
        const saved = searchAfterSave(current, save);
        transaction.set(reference(next.id), saved);
        if (saved.status !== 'running') putEntry(transaction, saved);
        if (target?.activeSearchId === next.id) transaction.set(targetOf(next), { ...target, activeSearchId: null });
        return saved;
      }),

    requestStop: (id) =>
      db.runTransaction(async (transaction) => {
        const current = parseDocument(capacitySearchSchema, await transaction.get(reference(id)));
        if (!current) throw searchNotFound(id);
        if (current.status !== 'running' || current.stopRequested) return current;
        transaction.update(reference(id), { stopRequested: true });
        return { ...current, stopRequested: true };
      }),

    overdue: async (before, limit) => {
      const found = await db
        .collection(COLLECTIONS.capacitySearches)
        .where('status', '==', 'running')
        .where('nextLookAt', '<', before.toISOString())
        .orderBy('nextLookAt')
        .limit(limit)
        .get();
      return found.docs.map(({ id }) => id);
    },
  };
}
