import type { CapacitySearch } from '@proving-ground/shared';
import { capacitySearch as capacitySearchSchema, type LoadTargetRecord } from '@proving-ground/shared';
import { capacitySearchInProgress, loadTestInProgress } from '../load-tests/refusals.ts';
import { newTarget } from '../load-tests/target-record.ts';
import type { SearchClaim, SearchClaimRequest, SearchSave } from '../store/capacity-store.ts';

/** Why the lease of a search, as it was read, cannot be had; null when it can. Pure. */
export function searchClaimRefusal(
  current: CapacitySearch | null,
  { now, plannedAtEpoch }: Pick<SearchClaimRequest, 'now' | 'plannedAtEpoch'>,
): Exclude<SearchClaim, { readonly kind: 'claimed' }> | null {
  if (current?.status !== 'running') return { kind: 'ended' };
  if (plannedAtEpoch !== null && plannedAtEpoch < current.epoch) return { kind: 'overtaken' };
  return current.leaseUntil !== null && new Date(current.leaseUntil) > now ? { kind: 'busy' } : null;
}

/** The search once somebody has taken its lease. Pure. */
export function searchAfterClaim(current: CapacitySearch, leaseUntil: Date): CapacitySearch {
  const until = leaseUntil.toISOString();
  // If this holder dies, the sweep comes when the lease is over.
  return { ...current, epoch: current.epoch + 1, leaseUntil: until, nextLookAt: until, newsWaiting: false };
}

/**
 * The search once the holder of its lease has written. Pure.
 * @throws ZodError for one that could not be read again: the loop could never mend it
 */
export function searchAfterSave(current: CapacitySearch, { next, leaseUntil, nextLookAt }: SearchSave): CapacitySearch {
  return capacitySearchSchema.parse({
    ...next,
    // What somebody without the lease may write.
    stopRequested: current.stopRequested || next.stopRequested,
    newsWaiting: current.newsWaiting,
    leaseUntil: leaseUntil?.toISOString() ?? null,
    nextLookAt: nextLookAt.toISOString(),
  });
}

/** The target as the start of a search leaves it. Pure.
 * @throws Failure failed-precondition when something is at work on it */
export function holdForSearch({ id, target }: CapacitySearch, found: LoadTargetRecord | null): LoadTargetRecord {
  const { name } = target.agent;
  const before = found ?? newTarget({ region: target.region, name });
  if (before.activeSearchId) throw capacitySearchInProgress(name, before.activeSearchId);
  if (before.activeLoadTestId) throw loadTestInProgress(name, before.activeLoadTestId);
  return { ...before, activeSearchId: id };
}
