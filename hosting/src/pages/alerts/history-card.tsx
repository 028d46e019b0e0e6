import type { ComponentChildren } from 'preact';
import type { LiveList, LiveState } from '../../api/live-state.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** A list of what happened, in all the states that it can be in. */
export function HistoryCard<T>(props: {
  readonly id: string;
  readonly title: string;
  readonly state: LiveState<LiveList<T>> & { readonly retry: () => void };
  readonly empty: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}) {
  const { id, title, state, empty, children } = props;
  const items = state.kind === 'ready' ? state.value.items : [];
  const unreadable = state.kind === 'ready' ? state.value.unreadableIds.length : 0;
  const isEmpty = state.kind === 'missing' || (state.kind === 'ready' && items.length + unreadable === 0);
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>{title}</h2>
      </header>
      <div class="alerts-body">
        {state.kind === 'loading' && <Skeleton lines={3} label={`Loading: ${title}`} />}
        {state.kind === 'failed' && (
          <FailurePanel failure={state.failure}>
            <Button onClick={state.retry}>Try again</Button>
          </FailurePanel>
        )}
        {isEmpty && <p>{empty}</p>}
        {unreadable > 0 && (
          <Notice>{`${unreadable} records are not shown: another version of the functions wrote them.`}</Notice>
        )}
        {items.length > 0 && children(items)}
      </div>
    </section>
  );
}
