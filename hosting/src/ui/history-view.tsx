import type { ComponentChildren } from 'preact';
import type { HistoryRecord } from '../api/combine-history.ts';
import type { useHistory } from '../api/use-history.ts';
import { Button } from './button.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { LiveView } from './live-view.tsx';
import { UnreadableNotice } from './unreadable-notice.tsx';

/** A list that goes on page by page, in each of its states. */
export function HistoryView<T extends HistoryRecord>(props: {
  readonly history: ReturnType<typeof useHistory<T>>;
  /** What is listed, in the plural. */
  readonly what: string;
  /** The list; with nothing in it, why there is nothing. */
  readonly children: (items: readonly T[]) => ComponentChildren;
}) {
  const { history, what, children } = props;
  const { newest, items, unreadable, mayHaveMore, loadingMore, failure, loadMore } = history;
  return (
    <LiveView state={newest} label={`Loading the ${what}`} lines={10}>
      {() => (
        <>
          <UnreadableNotice count={unreadable} what={what} />
          {children(items)}
          {failure && <FailurePanel failure={failure} />}
          {mayHaveMore && (
            <p class="more">
              <Button busy={loadingMore} onClick={() => void loadMore()}>
                Load more
              </Button>
            </p>
          )}
        </>
      )}
    </LiveView>
  );
}
