import { useCapacityData } from '../../api/use-capacity-data.ts';
import { useHistory } from '../../api/use-history.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HistoryView } from '../../ui/history-view.tsx';
import { CapacityIcon, LoadIcon } from '../../ui/icons.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { SearchTable } from './search-table.tsx';
import './capacity-page.css';

export const PAGE_SIZE = 25;

/** `/capacity`: every search for what an agent keeps up with. */
export function CapacityPage() {
  useTitle('Capacity');
  return (
    <>
      <PageHeader
        title="Capacity"
        lead="How many requests a second an agent answers while it keeps its thresholds: found by load tests one after the other."
        actions={
          <>
            <LinkButton href="/load-tests">
              <LoadIcon />
              Load tests
            </LinkButton>
            <FindButton />
          </>
        }
      />
      <Searches />
    </>
  );
}

function FindButton() {
  return (
    <LinkButton variant="primary" href="/capacity/new">
      <CapacityIcon />
      Find capacity
    </LinkButton>
  );
}

function Searches() {
  const capacity = useCapacityData();
  const history = useHistory({
    key: 'capacity',
    what: 'capacity searches',
    pageSize: PAGE_SIZE,
    newest: () => capacity.newestSearches(PAGE_SIZE),
    older: (after) => capacity.olderSearches(PAGE_SIZE, after),
  });
  return (
    <HistoryView history={history} what="capacity searches">
      {(searches) =>
        searches.length > 0 ? (
          <SearchTable searches={searches} />
        ) : (
          <EmptyState title="No capacity search yet" action={<FindButton />}>
            A search doubles the load until the thresholds are missed, then closes in. It says how sure it is, and what
            to set for the rate that you want.
          </EmptyState>
        )
      }
    </HistoryView>
  );
}
