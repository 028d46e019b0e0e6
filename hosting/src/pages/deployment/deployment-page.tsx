import { type Deployment, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useRoute } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { BuildLogs } from './build-logs.tsx';
import { DeploymentHeader } from './deployment-header.tsx';
import { EventList } from './event-list.tsx';
import { ReleaseCard } from './release-card.tsx';
import { SpecSummary } from './spec-summary.tsx';
import { StepList } from './step-list.tsx';
import { VerificationCard } from './verification-card.tsx';
import './deployment-page.css';

/** `/deployments/:id`: one deployment, followed live. */
export function DeploymentPage() {
  const { data } = useApi();
  const id = useRoute().params['id'] ?? '';
  const deployment = useLive(() => data.deployment(id), id);
  useTitle('Deployment');
  switch (deployment.kind) {
    case 'loading':
      return <Skeleton lines={14} label="Loading the deployment" />;
    case 'missing':
      return (
        <EmptyState title="No such deployment" action={<LinkButton href="/deployments">All deployments</LinkButton>}>
          There is no deployment <code>{id}</code> in this project.
        </EmptyState>
      );
    case 'failed':
      return (
        <FailurePanel failure={deployment.failure}>
          <Button onClick={deployment.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'ready':
      return <DeploymentView key={id} deployment={deployment.value} />;
  }
}

function DeploymentView({ deployment }: { readonly deployment: Deployment }) {
  useTitle(`${MODEL_CATALOGUE[deployment.spec.model].label} deployment`);
  const { failure, verification, status, kind } = deployment;
  return (
    <>
      <DeploymentHeader deployment={deployment} />
      {failure && (
        <FailurePanel
          title={status === 'cancelled' ? 'This deployment was cancelled' : 'This deployment failed'}
          failure={failure}
        />
      )}
      {status === 'held' && (
        <Notice>
          The new pair is verified and waits without traffic. Promote it, or leave it: it costs nothing while nobody
          asks it.
        </Notice>
      )}
      <div class="deployment">
        <section class="card" aria-labelledby="steps-title">
          <header class="card-header">
            <h2 id="steps-title">Steps</h2>
          </header>
          <StepList deployment={deployment} />
        </section>
        <div class="deployment-side">
          {kind === 'deploy' && <BuildLogs deployment={deployment} />}
          <ReleaseCard deployment={deployment} />
          {verification && <VerificationCard verification={verification} />}
          <EventList deploymentId={deployment.id} />
        </div>
        <SpecSummary deployment={deployment} />
      </div>
    </>
  );
}
