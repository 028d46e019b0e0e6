import { useCapacityData } from '../../api/use-capacity-data.ts';
import { useHistory } from '../../api/use-history.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { CapacityIcon, LoadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
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
  const { newest, items, unreadable, mayHaveMore, loadingMore, failure, loadMore } = useHistory({
    key: 'capacity',
    what: 'capacity searches',
    pageSize: PAGE_SIZE,
    newest: () => capacity.newestSearches(PAGE_SIZE),
    older: (after) => capacity.olderSearches(PAGE_SIZE, after),
  });
  if (newest.kind === 'loading') return <Skeleton lines={8} label="Loading the capacity searches" />;
  if (newest.kind === 'failed') {
    return (
      <FailurePanel failure={newest.failure}>
        <Button onClick={newest.retry}>Try again</Button>
      </FailurePanel>
    );
  }
  return (
    <>
      {unreadable > 0 && (
        <Notice>{`${unreadable} of the searches cannot be shown: another version of the functions wrote them.`}</Notice>
      )}
      {items.length > 0 ? (
        <SearchTable searches={items} />
      ) : (
        <EmptyState title="No capacity search yet" action={<FindButton />}>
          A search doubles the load until the thresholds are missed, then closes in. It says how sure it is, and what to
          set for the rate that you want.
        </EmptyState>
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
