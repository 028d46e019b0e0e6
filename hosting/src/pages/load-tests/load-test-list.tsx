import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CompareBar } from './compare-bar.tsx';
import { LoadTestTable } from './load-test-table.tsx';
import type { LoadTestsFilter } from './load-tests-filter.ts';
import { NoLoadTests } from './no-load-tests.tsx';
import { useLoadTestHistory } from './use-load-test-history.ts';

/** The load tests that a filter lets through, and which of them are compared. */
export function LoadTestList(props: { readonly filter: LoadTestsFilter; readonly baselines: ReadonlySet<string> }) {
  const { filter, baselines } = props;
  const { newest, items, hidden, unreadable, mayHaveMore, loadingMore, failure, loadMore } = useLoadTestHistory(filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (newest.kind === 'loading') return <Skeleton lines={10} label="Loading the load tests" />;
  if (newest.kind === 'failed') {
    return (
      <FailurePanel failure={newest.failure}>
        <Button onClick={newest.retry}>Try again</Button>
      </FailurePanel>
    );
  }
  const choose = (id: string, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  return (
    <>
      {unreadable > 0 && (
        <Notice>
          {`${unreadable} of the load tests cannot be shown: another version of the functions wrote them.`}
        </Notice>
      )}
      {items.length > 0 ? (
        <>
          <LoadTestTable loadTests={items} baselines={baselines} chosen={chosen} onChoose={choose} />
          <CompareBar
            // A test that has left the list is not chosen any more.
            chosen={items.filter(({ id }) => chosen.has(id))}
            onClear={() => setChosen(new Set())}
          />
        </>
      ) : (
        <NoLoadTests filter={filter} hidesParts={hidden > 0} />
      )}
      {failure && <FailurePanel failure={failure} />}
      {mayHaveMore && (
        <p class="more">
          <Button busy={loadingMore} onClick={() => void loadMore()}>
            Load more
          </Button>
        </p>
      )}
    </>
  );
}
