import type { Deployment } from '@proving-ground/shared';
import { useRecentDeployments } from '../../releases/use-recent-deployments.ts';

/** A revision that lost its traffic to a release, with the deployment that made it where that is among the newest. */
export function ReplacedRevision(props: { readonly service: 'agent' | 'backend'; readonly revision: string }) {
  const { service, revision } = props;
  const { deployments } = useRecentDeployments();
  const maker = deployments.find((deployment) => made(deployment, service, revision));
  return (
    <>
      revision <code>{revision}</code>
      {maker && (
        <>
          {' of '}
          <a href={`/deployments/${maker.id}`}>deployment {maker.id}</a>
        </>
      )}
    </>
  );
}

/** Others name the revision too: those that took it over, and those that moved the traffic to it. */
function made({ revisions, steps }: Deployment, service: 'agent' | 'backend', revision: string): boolean {
  const step = steps[service === 'agent' ? 'deployAgent' : 'deployBackend'];
  return step.status === 'done' && revisions[service]?.revision === revision;
}
