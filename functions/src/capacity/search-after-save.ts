import { type CapacitySearch, capacitySearch as capacitySearchSchema } from '@proving-ground/shared';

/** What the holder of a lease writes. */
export interface SearchSave {
  /** Carries the epoch under which it was claimed. */
  readonly next: CapacitySearch;
  /** Null gives the lease back. */
  readonly leaseUntil: Date | null;
  readonly nextLookAt: Date;
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
