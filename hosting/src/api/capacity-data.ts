import {
  type CapacitySearch,
  COLLECTIONS,
  capacitySearch,
  capacitySearchId,
  capacitySearchPath,
} from '@proving-ground/shared';
import { collection, type Firestore } from 'firebase/firestore';
import type { HistoryRecord } from './combine-history.ts';
import { liveCollection } from './live-collection.ts';
import { liveDocument } from './live-document.ts';
import { liveMissing } from './live-missing.ts';
import type { Live, LiveList } from './live-state.ts';
import { newestFirst } from './newest-first.ts';
import { olderPage } from './older-page.ts';

/** What the console reads of capacity searches; it writes through callables only. */
export interface CapacityData {
  search(id: string): Live<CapacitySearch>;
  newestSearches(count: number): Live<LiveList<CapacitySearch>>;
  /** One more page, after the given search. @throws Failure */
  olderSearches(count: number, after: Pick<CapacitySearch, 'id' | 'createdAt'>): Promise<LiveList<CapacitySearch>>;
}

export function createCapacityData(firestore: Firestore): CapacityData {
  const searches = (count: number, after?: HistoryRecord) =>
    newestFirst(collection(firestore, COLLECTIONS.capacitySearches), { count, after });
  return {
    search: (id) =>
      capacitySearchId.safeParse(id).success
        ? liveDocument({ firestore, path: capacitySearchPath(id), schema: capacitySearch })
        : // An address that somebody typed: it names no document, and might not even be a path.
          liveMissing(),
    newestSearches: (count) =>
      liveCollection({ query: searches(count), schema: capacitySearch, what: 'capacity searches' }),
    olderSearches: (count, after) =>
      olderPage({
        query: searches(count, after),
        schema: capacitySearch,
        what: 'capacity searches',
      }),
  };
}
