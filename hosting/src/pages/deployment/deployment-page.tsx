import type { Deployment, LiveService } from '@proving-ground/shared';
import { useRoute } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { usePairOf } from '../../releases/use-pair-of.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { RecordPage } from '../../ui/record-page.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { BuildLogs } from './build-logs.tsx';
import { DeploymentHeader } from './deployment-header.tsx';
import { headline } from './deployment-title.tsx';
import { EventList } from './event-list.tsx';
import { FeedbackCard } from './feedback-card.tsx';
import { GateCard } from './gate-card.tsx';
import { HeldNotice } from './held-notice.tsx';
import { ReleaseCard } from './release-card.tsx';
import { servingNow } from './serving-now.ts';
import { SpecSummary } from './spec-summary.tsx';
import { StepList } from './step-list.tsx';
import { VerificationCard } from './verification-card.tsx';
import './deployment-page.css';

/** `/deployments/:id`: one deployment, followed live. */
export function DeploymentPage() {
  const { data } = useApi();
  const id = useRoute().params['id'] ?? '';
  const state = useLive(() => data.deployment(id), id);
  const services = useLive(() => data.services(), 'services');
  const live = services.kind === 'ready' ? services.value.items : null;
  const missing = (
    <EmptyState isPage title="No such deployment" action={<LinkButton href="/deployments">All deployments</LinkButton>}>
      There is no deployment <code>{id}</code> in this project.
    </EmptyState>
  );
  return (
    <RecordPage kind="Deployment" state={state} isWaiting={services.kind === 'loading'} missing={missing}>
      {(deployment) => <DeploymentView key={id} deployment={deployment} services={live} />}
    </RecordPage>
  );
}

function DeploymentView(props: {
  readonly deployment: Deployment;
  /** Null where it cannot be read what is live: then nothing is offered that might be wrong. */
  readonly services: readonly LiveService[] | null;
}) {
  const { deployment, services } = props;
  const pair = usePairOf(deployment);
  const serving = services && servingNow(deployment, services);
  useTitle(`${headline(deployment, pair)}${deployment.kind === 'deploy' ? ' deployment' : ''}`);
  const { failure, verification, status, kind, gate, spec, revisions } = deployment;
  return (
    <>
      <DeploymentHeader deployment={deployment} pair={pair} serving={serving} />
      {failure && (
        <FailurePanel
          title={status === 'cancelled' ? 'This deployment was cancelled' : 'This deployment failed'}
          failure={failure}
        />
      )}
      {status === 'held' && serving?.kind !== 'this' && <HeldNotice gate={gate} />}
      <div class="deployment">
        <section class="card" aria-labelledby="steps-title">
          <header class="card-header">
            <h2 id="steps-title">Steps</h2>
          </header>
          <StepList deployment={deployment} />
        </section>
        <div class="deployment-side">
          {gate && <GateCard gate={gate} spec={spec} />}
          {kind === 'deploy' && <BuildLogs deployment={deployment} />}
          <ReleaseCard deployment={deployment} pair={pair} />
          {verification && <VerificationCard verifications={verification} />}
          {kind === 'deploy' && revisions.agent && <FeedbackCard revision={revisions.agent.revision} />}
          <EventList deploymentId={deployment.id} />
        </div>
        <SpecSummary deployment={deployment} />
      </div>
    </>
  );
}
