import {
  type CollectionReference,
  documentId,
  limit,
  orderBy,
  type Query,
  type QueryConstraint,
  query,
  startAfter,
} from 'firebase/firestore';
import type { HistoryRecord } from './combine-history.ts';

/** A page of a collection, newest first; those of one instant by their ids, so that the next page begins where this one ends. */
export function newestFirst(
  records: CollectionReference,
  page: {
    readonly narrowedBy?: readonly QueryConstraint[];
    readonly count: number;
    /** The last record of the page before. */
    readonly after?: HistoryRecord | undefined;
  },
): Query {
  const { narrowedBy = [], count, after } = page;
  return query(
    records,
    ...narrowedBy,
    orderBy('createdAt', 'desc'),
    orderBy(documentId(), 'desc'),
    ...(after ? [startAfter(after.createdAt, after.id)] : []),
    limit(count),
  );
}
