import { type Deployment, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { formatDuration, formatElapsed } from '../../format/duration.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ChatIcon } from '../../ui/icons.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { CancelDeployment } from './cancel-deployment.tsx';
import { kindText } from './kind-text.ts';
import { ReleaseActions } from './release-actions.tsx';
import { progressOf } from './timeline.ts';

/** What it is, how far it is and what can be done with it. */
export function DeploymentHeader({ deployment }: { readonly deployment: Deployment }) {
  const { session } = useApi();
  const { spec, status, id, kind } = deployment;
  const about = kindText(deployment);
  const { done, total, current } = progressOf(deployment);
  return (
    <>
      <PageHeader
        title={
          <>
            {MODEL_CATALOGUE[spec.model].label} <span class="in-region">in {spec.region}</span>
          </>
        }
        lead={
          <span class="headline" role="status">
            <StatusBadge status={status} />
            {about && <span>{about}</span>}
            {status === 'running' && <span>{current ?? 'Waiting for its turn'}</span>}
            <Elapsed deployment={deployment} />
          </span>
        }
        actions={
          <>
            <CancelDeployment deployment={deployment} />
            <ReleaseActions deployment={deployment} />
            {status !== 'running' && kind === 'deploy' && session.may('operator') && (
              <LinkButton href={`/deploy?from=${id}`}>Deploy again with these values</LinkButton>
            )}
            {status === 'live' && (
              <LinkButton variant="primary" href={`/chat?agent=${spec.region}~${spec.agent.serviceName}`}>
                <ChatIcon />
                Chat
              </LinkButton>
            )}
          </>
        }
      />
      {status === 'running' && (
        <progress class="progress" value={done} max={total} aria-label={`${done} of ${total} steps done`} />
      )}
    </>
  );
}

/** Kept out of the live region's changes: a screen reader must not read every second. */
function Elapsed({ deployment }: { readonly deployment: Deployment }) {
  const { createdAt, endedAt } = deployment;
  const text = endedAt
    ? `took ${formatDuration(Date.parse(endedAt) - Date.parse(createdAt))}`
    : formatElapsed(secondsClock.value - Date.parse(createdAt));
  return (
    <span class="elapsed" aria-hidden={endedAt === null}>
      {text}
    </span>
  );
}
