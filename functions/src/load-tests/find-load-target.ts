import { type LoadTestTarget, loadTestTargetOf } from '@proving-ground/shared';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { LoadTestRequest } from './plan-load-test.ts';
import { targetBeingDeployed, targetNotLive } from './refusals.ts';

/** The URL and all else come from our own record of a service that is live; nobody can name another.
 * @throws Failure failed-precondition when it is not live, or a deployment is at work on it */
export async function findLoadTarget(
  { region, agentServiceName }: LoadTestRequest['target'],
  {
    deployments,
    settings,
  }: {
    readonly deployments: Pick<DeploymentStore, 'get' | 'service'>;
    readonly settings: Pick<SettingsStore, 'prices'>;
  },
): Promise<LoadTestTarget> {
  const agent = await deployments.service(region, agentServiceName);
  if (agent?.kind !== 'agent' || !agent.current) throw targetNotLive(region, agentServiceName);
  if (agent.activeDeploymentId) throw targetBeingDeployed(agentServiceName, agent.activeDeploymentId);
  const deployment = await deployments.get(agent.current.deploymentId);
  const backend = deployment && (await deployments.service(region, deployment.spec.backend.serviceName));
  const target = loadTestTargetOf(agent, backend, await settings.prices());
  if (!target) throw targetNotLive(region, agentServiceName);
  return target;
}
