import { useState } from 'preact/hooks';
import { HistoryView } from '../../ui/history-view.tsx';
import { CompareBar } from './compare-bar.tsx';
import { LoadTestTable } from './load-test-table.tsx';
import type { LoadTestsFilter } from './load-tests-filter.ts';
import { NoLoadTests } from './no-load-tests.tsx';
import { useLoadTestHistory } from './use-load-test-history.ts';

/** The load tests that a filter lets through, and which of them are compared. */
export function LoadTestList(props: { readonly filter: LoadTestsFilter; readonly baselines: ReadonlySet<string> }) {
  const { filter, baselines } = props;
  const history = useLoadTestHistory(filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  return (
    <HistoryView history={history} what="load tests">
      {(items) =>
        items.length > 0 ? (
          <>
            <LoadTestTable loadTests={items} baselines={baselines} chosen={chosen} onChoose={choose} />
            <CompareBar
              // A test that has left the list is not chosen any more.
              chosen={items.filter(({ id }) => chosen.has(id))}
              onClear={() => setChosen(new Set())}
            />
          </>
        ) : (
          <NoLoadTests filter={filter} hidesParts={history.hidden > 0} />
        )
      }
    </HistoryView>
  );
}
