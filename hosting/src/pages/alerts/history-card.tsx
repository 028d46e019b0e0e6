import type { ComponentChildren } from 'preact';
import type { LiveList, LiveState } from '../../api/live-state.ts';
import { LiveView } from '../../ui/live-view.tsx';
import { UnreadableNotice } from '../../ui/unreadable-notice.tsx';

const NOTHING: LiveList<never> = { items: [], unreadableIds: [] };

/** A list of what happened, in all the states that it can be in. */
export function HistoryCard<T>(props: {
  readonly id: string;
  readonly title: string;
  readonly state: LiveState<LiveList<T>> & { readonly retry: () => void };
  readonly empty: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}) {
  const { id, title, state, empty, children } = props;
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>{title}</h2>
      </header>
      <div class="card-body">
        <LiveView state={state} label={`Loading: ${title}`} lines={3}>
          {(read) => {
            const { items, unreadableIds } = read ?? NOTHING;
            return (
              <>
                {items.length + unreadableIds.length === 0 && <p>{empty}</p>}
                <UnreadableNotice count={unreadableIds.length} what="records" />
                {items.length > 0 && children(items)}
              </>
            );
          }}
        </LiveView>
      </div>
    </section>
  );
}
