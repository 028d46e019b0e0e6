import { type DeploymentStatus, deploymentStatus } from '@proving-ground/shared';
import { useLocation } from 'preact-iso';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { DeploymentTable } from './deployment-table.tsx';
import { useDeploymentHistory } from './use-deployment-history.ts';
import './deployments-page.css';

const FILTERS = [
  { status: null, text: 'All' },
  { status: 'running', text: 'Running' },
  { status: 'live', text: 'Live' },
  { status: 'held', text: 'Held' },
  { status: 'deleted', text: 'Deleted' },
  { status: 'failed', text: 'Failed' },
  { status: 'cancelled', text: 'Cancelled' },
] as const;

/** `/deployments`, and `/deployments?status=<status>`. */
export function DeploymentsPage() {
  useTitle('Deployments');
  const { query } = useLocation();
  const status = deploymentStatus.safeParse(query['status']).data ?? null;
  return (
    <>
      <PageHeader title="Deployments" lead="Every deployment of this project, newest first." />
      <nav class="filters" aria-label="Filter by status">
        {FILTERS.map((filter) => (
          <a
            key={filter.text}
            href={filter.status ? `/deployments?status=${filter.status}` : '/deployments'}
            aria-current={filter.status === status ? 'true' : undefined}
          >
            {filter.text}
          </a>
        ))}
      </nav>
      <History key={status ?? 'all'} status={status} />
    </>
  );
}

function History({ status }: { readonly status: DeploymentStatus | null }) {
  const { newest, items, unreadable, mayHaveMore, loadingMore, failure, loadMore } = useDeploymentHistory(status);
  if (newest.kind === 'loading') return <Skeleton lines={10} label="Loading the deployments" />;
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
        <Notice>
          {`${unreadable} of the deployments cannot be shown: another version of the functions wrote them.`}
        </Notice>
      )}
      {items.length > 0 ? <DeploymentTable deployments={items} /> : <NoDeployments status={status} />}
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

function NoDeployments({ status }: { readonly status: DeploymentStatus | null }) {
  if (status) {
    return (
      <EmptyState title={`No deployment is ${status}`} action={<LinkButton href="/deployments">Show all</LinkButton>}>
        None of this project's deployments has that status now.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No deployments yet"
      action={
        <LinkButton variant="primary" href="/deploy">
          Deploy
        </LinkButton>
      }
    >
      Each deployment stays here with its steps, its logs and its outcome.
    </EmptyState>
  );
}
