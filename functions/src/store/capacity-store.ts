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
import type { DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { searchKeyReused, searchNotFound } from '../capacity/refusals.ts';
import { type SearchSave, searchAfterSave } from '../capacity/search-after-save.ts';
import { holdForSearch } from '../load-tests/target-record.ts';
import type { Claim, ClaimRequest } from '../platform/lease.ts';
import { claimLease } from './claim-lease.ts';
import { parseDocument } from './parse-document.ts';

export interface CapacityStore {
  /** Stores a planned search and holds its target; the same id again changes nothing.
   * @throws Failure failed-precondition when the key was used for another search, or the target is held */
  create(planned: CapacitySearch): Promise<{ readonly created: boolean }>;
  get(id: string): Promise<CapacitySearch | null>;
  /** Takes the lease under a new epoch; with `plannedAtEpoch`, only while nobody else has looked since. */
  claim(request: ClaimRequest): Promise<Claim<CapacitySearch>>;
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
  const parse = (document: DocumentSnapshot) => parseDocument(capacitySearchSchema, document);
  const running = (document: DocumentSnapshot) => {
    const current = parse(document);
    return current?.status === 'running' ? current : null;
  };

  return {
    get: async (id) => parse(await reference(id).get()),

    create: (planned) =>
      db.runTransaction(async (transaction) => {
        const existing = parse(await transaction.get(reference(planned.id)));
        if (existing && existing.specHash !== planned.specHash) throw searchKeyReused(existing.id);
        if (existing) return { created: false };
        const target = parseDocument(loadTargetRecord, await transaction.get(targetOf(planned)));
        const held = holdForSearch(planned, target);
        transaction.create(reference(planned.id), planned);
        putEntry(transaction, planned);
        transaction.set(targetOf(planned), held);
        return { created: true };
      }),

    claim: (request) => claimLease(reference(request.id), running, request),

    save: (save) =>
      db.runTransaction(async (transaction) => {
        const { next } = save;
        const current = running(await transaction.get(reference(next.id)));
        if (current?.epoch !== next.epoch) return null;
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
        const current = parse(await transaction.get(reference(id)));
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
