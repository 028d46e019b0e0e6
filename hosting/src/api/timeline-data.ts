import { COLLECTIONS, type TimelineArea, type TimelineEntry, timelineEntry } from '@proving-ground/shared';
import {
  collection,
  documentId,
  type Firestore,
  limit,
  orderBy,
  type QueryConstraint,
  query,
  startAfter,
  where,
} from 'firebase/firestore';
import { liveCollection } from './live-collection.ts';
import type { Live, LiveList } from './live-state.ts';
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
  const entries = ({ area, word, count }: TimelineQuery, ...rest: readonly QueryConstraint[]) =>
    query(
      collection(firestore, COLLECTIONS.timeline),
      ...(area ? [where('area', '==', area)] : []),
      ...(word ? [where('words', 'array-contains', word)] : []),
      orderBy('createdAt', 'desc'),
      orderBy(documentId(), 'desc'),
      ...rest,
      limit(count),
    );
  return {
    newest: (wanted) => liveCollection({ query: entries(wanted), schema: timelineEntry, what: 'history' }),
    older: (wanted, { createdAt, id }) =>
      olderPage({ query: entries(wanted, startAfter(createdAt, id)), schema: timelineEntry, what: 'history' }),
  };
}
