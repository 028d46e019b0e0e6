import type { ChatTarget, ChatTurn } from '@proving-ground/shared';
import type { DeploymentStore } from '../store/deployment-store.ts';
import { agentNotLive, releaseNotThere } from './refusals.ts';

export interface AskedAgent {
  readonly url: string;
  /** Whom a token names: the service, also for a request to one of its tags. */
  readonly audienceUrl: string;
  readonly servedBy: NonNullable<ChatTurn['servedBy']>;
}

/** The agent that a chat is with, by our own records alone: nobody can name a URL.
 * @throws Failure failed-precondition when it is not there */
export async function findAgent(
  { region, agentServiceName, deploymentId }: ChatTarget,
  deployments: Pick<DeploymentStore, 'get' | 'service'>,
): Promise<AskedAgent> {
  const service = await deployments.service(region, agentServiceName);
  const current = service?.kind === 'agent' ? service.current : null;
  if (!current) throw agentNotLive(region, agentServiceName);
  if (deploymentId === null) {
    const { url, revision, model } = current;
    return { url, audienceUrl: url, servedBy: { deploymentId: current.deploymentId, revision, model } };
  }
  const deployment = await deployments.get(deploymentId);
  const release = deployment?.revisions.agent;
  const isOfThisAgent = deployment?.spec.region === region && deployment.spec.agent.serviceName === agentServiceName;
  if (!deployment || !isOfThisAgent || !release?.tagUrl) throw releaseNotThere(deploymentId);
  const { model } = deployment.spec;
  return {
    url: release.tagUrl,
    audienceUrl: release.url ?? current.url,
    servedBy: { deploymentId, revision: release.revision, model },
  };
}
