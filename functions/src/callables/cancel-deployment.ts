import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { Wake } from '../deployments/advance-deployment.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Marks a deployment as cancelled; the loop stops its builds. One that has ended stays as it is. */
export async function cancelDeployment(input: {
  readonly request: CallableRequest<'cancelDeployment'>;
  readonly deployments: DeploymentStore;
  readonly wake: Wake;
  readonly now: Date;
}): Promise<CallableResponse<'cancelDeployment'>> {
  const { request, deployments, wake, now } = input;
  const { id, status } = await deployments.requestCancel(request.deploymentId, now);
  if (status === 'running') await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, status };
}
