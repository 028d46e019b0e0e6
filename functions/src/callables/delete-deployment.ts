import { type CallableRequest, type CallableResponse, type Deployment, Failure } from '@proving-ground/shared';
import { type BeginDeploymentDependencies, beginDeployment } from '../deployments/begin-deployment.ts';
import { pairHash, planDeletion } from '../deployments/plan-deployment.ts';
import { deploymentNotFound } from '../deployments/refusals.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Removes the two services that a deployment names, with all their revisions and images, as a deployment of its own:
 * recorded, resumable, one at a time. */
export async function deleteDeployment(
  input: BeginDeploymentDependencies & {
    readonly request: CallableRequest<'deleteDeployment'>;
    readonly caller: Caller;
    readonly deployments: Pick<DeploymentStore, 'get' | 'create' | 'service'>;
    readonly now: Date;
  },
): Promise<CallableResponse<'deleteDeployment'>> {
  const { request, caller, deployments, now } = input;
  const { idempotencyKey, deploymentId } = request;
  const id = keyedId(caller.uid, idempotencyKey);
  const plan = async () => {
    const pair = await deployments.get(deploymentId);
    if (!pair) throw deploymentNotFound(deploymentId);
    await refuseShared(pair, deployments);
    return planDeletion({ id, pair, requestedBy: actorOf(caller), now });
  };
  return await beginDeployment({ id, specHash: pairHash('delete', deploymentId), plan }, input);
}

/** A backend that a later pair has taken over serves another agent now. */
async function refuseShared(
  { spec }: Deployment,
  deployments: Pick<DeploymentStore, 'get' | 'service'>,
): Promise<void> {
  const backend = await deployments.service(spec.region, spec.backend.serviceName);
  const user = backend?.current ? await deployments.get(backend.current.deploymentId) : null;
  if (!user || user.spec.agent.serviceName === spec.agent.serviceName) return;
  throw new Failure({
    code: 'failed-precondition',
    reason: 'BACKEND_IN_USE',
    message: `The backend ${spec.backend.serviceName} answers for the agent ${user.spec.agent.serviceName} now.`,
    nextStep: `Delete deployment ${user.id} first, if that agent is not needed either.`,
    retryable: false,
  });
}
