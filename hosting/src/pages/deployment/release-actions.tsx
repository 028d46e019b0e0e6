import type { Deployment } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { ConfirmedAction } from './confirmed-action.tsx';
import type { ServingNow } from './serving-now.ts';

/** What can be done with a pair that is there: give it the traffic, bring it back, remove it. */
export function ReleaseActions(props: { readonly deployment: Deployment; readonly serving: ServingNow | null }) {
  const { deployment, serving } = props;
  const { session } = useApi();
  const { id, status } = deployment;
  if (!serving) return null;
  const mayRollBack = status === 'live' && serving.kind === 'other';
  return (
    <>
      {status === 'held' && serving.kind !== 'this' && session.may('operator') && (
        <ConfirmedAction
          callable="promote"
          deploymentId={id}
          variant="primary"
          text="Promote"
          title="Give this pair all the traffic?"
          confirmText="Promote"
          doing="Promoting the release"
        >
          <p>
            It is asked a real question once more. Then the traffic of both services moves to it. {replaces(serving)}
          </p>
        </ConfirmedAction>
      )}
      {mayRollBack && session.may('operator') && (
        <ConfirmedAction
          callable="rollback"
          deploymentId={id}
          text="Roll back to this release"
          title="Bring this pair back?"
          confirmText="Roll back"
          doing="Rolling back"
        >
          <p>Nothing is built: the pair is asked a real question, then it gets all the traffic. {replaces(serving)}</p>
        </ConfirmedAction>
      )}
      {mayRollBack && !session.may('operator') && (
        <p class="field-hint">Rolling back to this release needs the role operator.</p>
      )}
      {(status === 'live' || status === 'held') && serving.kind === 'this' && session.may('owner') && (
        <ConfirmedAction
          callable="deleteDeployment"
          deploymentId={id}
          text="Delete the pair"
          title="Delete both services?"
          confirmText="Delete services and images"
          doing="Deleting"
        >
          <p>
            <code>{deployment.spec.agent.serviceName}</code> and <code>{deployment.spec.backend.serviceName}</code> are
            deleted with all their revisions and images. Nobody can chat with this agent any more, and no earlier
            release can be brought back.
          </p>
        </ConfirmedAction>
      )}
    </>
  );
}

function replaces(serving: ServingNow): string {
  return serving.kind === 'other' ? `It replaces ${serving.revision}, which can be brought back.` : '';
}
