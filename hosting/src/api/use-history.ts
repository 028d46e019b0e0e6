import { useEffect, useState } from 'preact/hooks';
import { combineHistory, type HistoryRecord } from './combine-history.ts';
import type { Live, LiveList } from './live-state.ts';
import { mergeNewestFirst } from './merge-newest-first.ts';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

interface Seen<T> {
  readonly items: readonly T[];
  readonly unreadable: number;
  readonly end: boolean;
}

/** The newest page of a collection live, older pages by a cursor. */
export function useHistory<T extends HistoryRecord>(input: {
  /** Names what is listed: another key is another list. */
  readonly key: string;
  /** Named in messages: "Reading older …". */
  readonly what: string;
  readonly pageSize: number;
  readonly newest: () => Live<LiveList<T>>;
  readonly older: (after: T) => Promise<LiveList<T>>;
  /** Of what is read, what is shown; all of it unless given. Hidden records never leave a page short. */
  readonly isListed?: (item: T) => boolean;
}) {
  const { key, what, pageSize, older, isListed = () => true } = input;
  const newest = useLive(input.newest, key);
  const [seen, setSeen] = useState<Seen<T>>({ items: [], unreadable: 0, end: false });
  const { run, busy: loadingMore, failure } = useAction(`Reading older ${what}`);
  const live = newest.kind === 'ready' ? newest.value : null;

  // What a newer record pushes off the live page stays in the list.
  useEffect(() => {
    if (live) setSeen((before) => ({ ...before, items: mergeNewestFirst(before.items, live.items) }));
  }, [live]);

  const livePageIsFull = live !== null && live.items.length + live.unreadableIds.length === pageSize;
  const read = combineHistory({ live: live?.items ?? [], livePageIsFull, seen: seen.items });

  const loadMore = () =>
    run(async () => {
      // On until something comes that is shown: a press that changes nothing would look broken.
      for (let last = read.at(-1); last; ) {
        const page = await older(last);
        const end = page.items.length + page.unreadableIds.length < pageSize;
        setSeen((before) => ({
          items: mergeNewestFirst(before.items, page.items),
          unreadable: before.unreadable + page.unreadableIds.length,
          end,
        }));
        if (end || page.items.some(isListed)) return;
        last = page.items.at(-1);
      }
    });
  const items = read.filter(isListed);
  const mayHaveMore = livePageIsFull && !seen.end;
  // What is hidden would leave the first page short, or empty, with more behind it.
  const isShort = mayHaveMore && items.length < Math.min(pageSize, read.length);
  useEffect(() => {
    if (isShort && !loadingMore && !failure) void loadMore();
  }, [isShort, loadingMore, read.length]);

  return {
    newest,
    items,
    hidden: read.length - items.length,
    unreadable: seen.unreadable + (live?.unreadableIds.length ?? 0),
    mayHaveMore,
    loadingMore,
    failure,
    loadMore,
  };
}
