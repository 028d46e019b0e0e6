import type { Log } from '../platform/log.ts';
import type { CapacityStore } from '../store/capacity-store.ts';
import type { WakeSearch } from './capacity-queue.ts';

/** A look that is a little late is no reason to worry. */
const GRACE_MS = 10_000;
const MAX_WOKEN = 100;

/** Wakes every search whose next look is overdue: its task was lost, or whoever held it died. */
export async function sweepCapacitySearches(dependencies: {
  readonly searches: Pick<CapacityStore, 'overdue'>;
  readonly wake: WakeSearch;
  readonly now: Date;
  readonly log: Log;
}): Promise<void> {
  const { searches, wake, now, log } = dependencies;
  const overdue = await searches.overdue(new Date(now.getTime() - GRACE_MS), MAX_WOKEN);
  if (overdue.length > 0) log.info('capacitySearch.woke', { searchIds: overdue });
  for (const searchId of overdue) await wake({ searchId, epoch: null, inMs: 0 });
}
