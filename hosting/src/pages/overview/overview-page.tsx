import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { DeployIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ActiveDeployment } from './active-deployment.tsx';
import { PairCard } from './pair-card.tsx';
import { activeDeploymentIds, runningPairs } from './running-pairs.ts';
import './overview-page.css';

/** `/`: what runs and what is being deployed. */
export function OverviewPage() {
  useTitle('Overview');
  return (
    <>
      <PageHeader
        title="Overview"
        lead="What runs in this project."
        actions={
          <LinkButton href="/deploy">
            <DeployIcon />
            Deploy
          </LinkButton>
        }
      />
      <Services />
    </>
  );
}

function Services() {
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  switch (services.kind) {
    case 'loading':
      return <Skeleton lines={9} label="Loading the services" />;
    case 'failed':
      return (
        <FailurePanel failure={services.failure}>
          <Button onClick={services.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'missing':
    case 'ready': {
      const { items, unreadableIds } = services.kind === 'ready' ? services.value : { items: [], unreadableIds: [] };
      const pairs = runningPairs(items);
      const active = activeDeploymentIds(items);
      return (
        <div class="overview">
          {active.map((id) => (
            <ActiveDeployment key={id} id={id} />
          ))}
          {unreadableIds.length > 0 && (
            <Notice>
              {`Not shown, because another version wrote it: ${unreadableIds.join(', ')}. Reload the page; if it stays, deploy the console and the functions together.`}
            </Notice>
          )}
          {pairs.map((pair) => (
            <PairCard key={pair.deploymentId} pair={pair} />
          ))}
          {pairs.length > 0 && <p class="field-hint">{PRICE_NOTE}</p>}
          {pairs.length === 0 && active.length === 0 && unreadableIds.length === 0 && <NothingRuns />}
        </div>
      );
    }
  }
}

function NothingRuns() {
  return (
    <EmptyState
      title="Nothing runs yet"
      action={
        <LinkButton variant="primary" href="/deploy">
          <DeployIcon />
          Deploy the first agent
        </LinkButton>
      }
    >
      A deployment builds a model server and an agent, checks them with a real question and puts them live. With the
      values that are filled in, it is one press.
    </EmptyState>
  );
}
