import { type DeploymentStatus, deploymentStatus } from '@proving-ground/shared';
import { useLocation } from 'preact-iso';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HistoryView } from '../../ui/history-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
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
  return (
    <HistoryView history={useDeploymentHistory(status)} what="deployments">
      {(items) => (items.length > 0 ? <DeploymentTable deployments={items} /> : <NoDeployments status={status} />)}
    </HistoryView>
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
