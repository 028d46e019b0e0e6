import { mergeNewestFirst } from './merge-newest-first.ts';

export interface HistoryRecord {
  readonly id: string;
  readonly createdAt: string;
}

/**
 * The live page and what was seen beyond it, newest first. For its own stretch the live page alone counts: a
 * record that no longer has the wanted status is gone from it, and must not stay as it was seen before.
 */
export function combineHistory<T extends HistoryRecord>(input: {
  readonly live: readonly T[];
  /** Whether there may be more beyond the live page. */
  readonly livePageIsFull: boolean;
  readonly seen: readonly T[];
}): readonly T[] {
  const { live, livePageIsFull, seen } = input;
  const end = live.at(-1)?.createdAt;
  if (!livePageIsFull || end === undefined) return live;
  const ids = new Set(live.map(({ id }) => id));
  return mergeNewestFirst(
    seen.filter(({ id, createdAt }) => createdAt <= end && !ids.has(id)),
    live,
  );
}
