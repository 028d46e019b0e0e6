import type { LiveService } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import type { LiveList } from '../../api/live-state.ts';
import { useLive } from '../../api/use-live.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { useRecentDeployments } from '../../releases/use-recent-deployments.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DeployIcon } from '../../ui/icons.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ActiveDeployment } from './active-deployment.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import { PairCard } from './pair-card.tsx';
import { hasEarlierRelease, waitingPairs } from './releases-around.ts';
import { activeDeploymentIds, runningPairs } from './running-pairs.ts';
import { WaitingPair } from './waiting-pair.tsx';
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
  return (
    <LiveView state={services} label="Loading the services" lines={9}>
      {(found) => (found ? <Found services={found} /> : <NothingRuns />)}
    </LiveView>
  );
}

function Found({ services: { items, unreadableIds } }: { readonly services: LiveList<LiveService> }) {
  const { isLoading, deployments, failure } = useRecentDeployments();
  // With what is known of earlier releases comes a button: the pairs would jump.
  if (isLoading) return <Skeleton lines={9} label="Loading the releases" />;
  const pairs = runningPairs(items);
  const active = activeDeploymentIds(items);
  const waiting = waitingPairs(deployments, items);
  const isEmpty = pairs.length + active.length + waiting.length + unreadableIds.length === 0;
  return (
    <div class="overview">
      <OpenAlerts />
      {active.map((id) => (
        <ActiveDeployment key={id} id={id} />
      ))}
      {waiting.map((deployment) => (
        <WaitingPair key={deployment.id} deployment={deployment} />
      ))}
      {failure && <Notice>{`Held pairs and earlier releases are not known now. ${failure.message}`}</Notice>}
      {unreadableIds.length > 0 && (
        <Notice>
          {`Not shown, because another version wrote it: ${unreadableIds.join(', ')}. Reload the page; if it stays, deploy the console and the functions together.`}
        </Notice>
      )}
      {pairs.map((pair) => (
        <PairCard key={pair.deploymentId} pair={pair} mayRollBack={hasEarlierRelease(pair, deployments)} />
      ))}
      {pairs.length > 0 && <p class="field-hint">{PRICE_NOTE}</p>}
      {isEmpty && <NothingRuns />}
    </div>
  );
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
