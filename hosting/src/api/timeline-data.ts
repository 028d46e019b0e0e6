import { COLLECTIONS, type TimelineArea, type TimelineEntry, timelineEntry } from '@proving-ground/shared';
import { collection, type Firestore, where } from 'firebase/firestore';
import type { HistoryRecord } from './combine-history.ts';
import { liveCollection } from './live-collection.ts';
import type { Live, LiveList } from './live-state.ts';
import { newestFirst } from './newest-first.ts';
import { olderPage } from './older-page.ts';

export interface TimelineQuery {
  /** Null: whatever it is about. */
  readonly area: TimelineArea | null;
  /** One lower-case word that the entry is found by; null: all. */
  readonly word: string | null;
  readonly count: number;
}

/** Everything that happened in the project, newest first. */
export interface TimelineData {
  newest(query: TimelineQuery): Live<LiveList<TimelineEntry>>;
  /** One more page, after the given entry. @throws Failure */
  older(query: TimelineQuery, after: Pick<TimelineEntry, 'id' | 'createdAt'>): Promise<LiveList<TimelineEntry>>;
}

export function createTimelineData(firestore: Firestore): TimelineData {
  const entries = ({ area, word, count }: TimelineQuery, after?: HistoryRecord) =>
    newestFirst(collection(firestore, COLLECTIONS.timeline), {
      narrowedBy: [
        ...(area ? [where('area', '==', area)] : []),
        ...(word ? [where('words', 'array-contains', word)] : []),
      ],
      count,
      after,
    });
  return {
    newest: (wanted) => liveCollection({ query: entries(wanted), schema: timelineEntry, what: 'history' }),
    older: (wanted, after) => olderPage({ query: entries(wanted, after), schema: timelineEntry, what: 'history' }),
  };
}
