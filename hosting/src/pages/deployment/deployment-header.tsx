import type { Deployment } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { formatDuration, formatElapsed } from '../../format/duration.ts';
import { SCOPE_TITLES } from '../../format/scope-titles.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ChatIcon } from '../../ui/icons.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { CancelDeployment } from './cancel-deployment.tsx';
import { DeploymentTitle } from './deployment-title.tsx';
import { ReleaseActions } from './release-actions.tsx';
import type { ServingNow } from './serving-now.ts';
import { progressOf } from './timeline.ts';

/** What it is, how far it is and what can be done with it. */
export function DeploymentHeader(props: {
  readonly deployment: Deployment;
  /** The one whose pair it is about; null when it is not known, or there is none. */
  readonly pair: Deployment | null;
  readonly serving: ServingNow | null;
}) {
  const { deployment, pair, serving } = props;
  const { session } = useApi();
  const { spec, status, id, kind } = deployment;
  const { done, total, current } = progressOf(deployment);
  return (
    <>
      <PageHeader
        title={<DeploymentTitle deployment={deployment} pair={pair} />}
        lead={
          <span class="headline" role="status">
            <StatusBadge status={status} />
            {serving && isReleased(deployment) && <span>{SERVING_TEXTS[serving.kind]}</span>}
            {kind === 'deploy' && spec.scope !== 'pair' && <span>{SCOPE_TITLES[spec.scope]}</span>}
            {status === 'running' && <span>{current ?? 'Waiting for its turn'}</span>}
            <Elapsed deployment={deployment} />
          </span>
        }
        actions={
          <>
            <CancelDeployment deployment={deployment} />
            <ReleaseActions deployment={deployment} serving={serving} />
            {status !== 'running' && kind === 'deploy' && session.may('operator') && (
              <LinkButton href={`/deploy?from=${id}`}>Deploy again with changes</LinkButton>
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

const SERVING_TEXTS = { this: 'Serves now', other: 'Another release serves now', nobody: null } as const;

/** Only these are there to serve; a deletion and what failed may name the revision too. */
function isReleased({ kind, status }: Deployment): boolean {
  return kind !== 'delete' && (status === 'live' || status === 'held');
}

/** Kept out of the live region's changes: a screen reader must not read every second. */
function Elapsed({ deployment }: { readonly deployment: Deployment }) {
  const { createdAt, endedAt } = deployment;
  const text = endedAt
    ? `took ${formatDuration(Date.parse(endedAt) - Date.parse(createdAt))}`
    : formatElapsed(secondsClock.value - Date.parse(createdAt));
  return <span aria-hidden={endedAt === null}>{text}</span>;
}
