import type { Deployment, DeploymentStatus } from '@proving-ground/shared';
import { useEffect, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { mergeNewestFirst } from '../../api/merge-newest-first.ts';
import { useAction } from '../../api/use-action.ts';
import { useLive } from '../../api/use-live.ts';
import { combineHistory } from './combine-history.ts';

export const PAGE_SIZE = 25;

interface Seen {
  readonly items: readonly Deployment[];
  readonly unreadable: number;
  readonly end: boolean;
}
const NOTHING_SEEN: Seen = { items: [], unreadable: 0, end: false };

/** The newest page live, older pages by a cursor; one status at a time. */
export function useDeploymentHistory(status: DeploymentStatus | null) {
  const { data } = useApi();
  const newest = useLive(() => data.newestDeployments({ status, count: PAGE_SIZE }), status ?? 'all');
  const [seen, setSeen] = useState<Seen>(NOTHING_SEEN);
  const { run, busy: loadingMore, failure } = useAction('Reading older deployments');
  const live = newest.kind === 'ready' ? newest.value : null;

  // What a newer deployment pushes off the live page stays in the list.
  useEffect(() => {
    if (live) setSeen((before) => ({ ...before, items: mergeNewestFirst(before.items, live.items) }));
  }, [live]);

  const livePageIsFull = live !== null && live.items.length + live.unreadableIds.length === PAGE_SIZE;
  const items = combineHistory({ live: live?.items ?? [], livePageIsFull, seen: seen.items });

  const loadMore = () =>
    run(async () => {
      const last = items.at(-1);
      if (!last) return;
      const page = await data.olderDeployments({ status, count: PAGE_SIZE }, last);
      setSeen((before) => ({
        items: mergeNewestFirst(before.items, page.items),
        unreadable: before.unreadable + page.unreadableIds.length,
        end: page.items.length + page.unreadableIds.length < PAGE_SIZE,
      }));
    });
  return {
    newest,
    items,
    unreadable: seen.unreadable + (live?.unreadableIds.length ?? 0),
    mayHaveMore: livePageIsFull && !seen.end,
    loadingMore,
    failure,
    loadMore,
  };
}
