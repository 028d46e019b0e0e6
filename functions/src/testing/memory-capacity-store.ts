import type { CapacitySearch, LoadTargetRecord } from '@proving-ground/shared';
import { searchKeyReused, searchNotFound } from '../capacity/refusals.ts';
import { searchAfterSave } from '../capacity/search-after-save.ts';
import { holdForSearch } from '../load-tests/target-record.ts';
import { claimRefusal, recordAfterClaim } from '../platform/lease.ts';
import type { CapacityStore } from '../store/capacity-store.ts';

/** The searches without Firestore, beside the same targets that the load tests hold; one suite of tests binds both. */
export function createMemoryCapacityStore(targets: Map<string, LoadTargetRecord>): CapacityStore & {
  /** Every version of a record that was written, oldest first. */
  versions(id: string): readonly CapacitySearch[];
} {
  const versions = new Map<string, CapacitySearch[]>();
  const read = (id: string): CapacitySearch | null => versions.get(id)?.at(-1) ?? null;
  const running = (id: string): CapacitySearch | null => {
    const current = read(id);
    return current?.status === 'running' ? current : null;
  };
  const write = (search: CapacitySearch): CapacitySearch => {
    versions.set(search.id, [...(versions.get(search.id) ?? []), search]);
    return search;
  };
  const keyOf = ({ target }: CapacitySearch) => `${target.region}~${target.agent.name}`;
  return {
    versions: (id) => versions.get(id) ?? [],
    get: async (id) => read(id),
    create: async (planned) => {
      const existing = read(planned.id);
      if (existing && existing.specHash !== planned.specHash) throw searchKeyReused(existing.id);
      if (existing) return { created: false };
      targets.set(keyOf(planned), holdForSearch(planned, targets.get(keyOf(planned)) ?? null));
      write(planned);
      return { created: true };
    },
    claim: async (request) => {
      const { id, leaseUntil, plannedAtEpoch } = request;
      const current = running(id);
      const refusal = claimRefusal(current, request);
      if (current && refusal?.kind === 'busy' && plannedAtEpoch === null) write({ ...current, newsWaiting: true });
      if (!current || refusal) return refusal ?? { kind: 'ended' };
      return { kind: 'claimed', record: write(recordAfterClaim(current, leaseUntil)) };
    },
    save: async (save) => {
      const { next } = save;
      const current = running(next.id);
      if (current?.epoch !== next.epoch) return null;
      const target = targets.get(keyOf(next));
      if (next.status !== 'running' && target?.activeSearchId === next.id) {
        targets.set(keyOf(next), { ...target, activeSearchId: null });
      }
      return write(searchAfterSave(current, save));
    },
    requestStop: async (id) => {
      const current = read(id);
      if (!current) throw searchNotFound(id);
      if (current.status !== 'running' || current.stopRequested) return current;
      return write({ ...current, stopRequested: true });
    },
    overdue: async (before, limit) =>
      [...versions.keys()]
        .flatMap((id) => read(id) ?? [])
        .filter(({ status, nextLookAt }) => status === 'running' && new Date(nextLookAt) < before)
        .map(({ id }) => id)
        .slice(0, limit),
  };
}
