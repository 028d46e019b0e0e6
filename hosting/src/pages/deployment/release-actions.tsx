import type { Deployment, LiveService } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { ConfirmedAction } from './confirmed-action.tsx';
import { servingNow } from './serving-now.ts';

/** What can be done with a pair that is there: give it the traffic, bring it back, remove it. */
export function ReleaseActions({ deployment }: { readonly deployment: Deployment }) {
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  if (deployment.status !== 'live' && deployment.status !== 'held') return null;
  // While the services are not known, nothing is offered that might be wrong.
  return services.kind === 'ready' ? <Offered deployment={deployment} services={services.value.items} /> : null;
}

function Offered({
  deployment,
  services,
}: {
  readonly deployment: Deployment;
  readonly services: readonly LiveService[];
}) {
  const { session } = useApi();
  const { id, status } = deployment;
  const serving = servingNow(deployment, services);
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
      {status === 'live' && serving.kind === 'other' && session.may('operator') && (
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
      {serving.kind === 'this' && session.may('owner') && (
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

function replaces(serving: ReturnType<typeof servingNow>): string {
  return serving.kind === 'other' ? `It replaces ${serving.revision}, which can be brought back.` : '';
}
