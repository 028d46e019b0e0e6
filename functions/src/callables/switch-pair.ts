import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { type BeginDeploymentDependencies, beginDeployment } from '../deployments/begin-deployment.ts';
import { pairHash, planSwitch } from '../deployments/plan-deployment.ts';
import { deploymentNotFound } from '../deployments/refusals.ts';
import { refuseUnfitPair, type SwitchWay } from '../deployments/refuse-unfit-pair.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/**
 * Moves the traffic to a pair of revisions that is there already, as a deployment of its own: verified first, recorded,
 * cancellable.
 * @throws Failure not-found, or failed-precondition when the pair may not be switched to that way or serves already
 */
export async function switchPair(
  input: BeginDeploymentDependencies & {
    readonly how: SwitchWay;
    readonly request: CallableRequest<'rollback'>;
    readonly caller: Caller;
    readonly deployments: Pick<DeploymentStore, 'get' | 'create' | 'service'>;
    readonly now: Date;
  },
): Promise<CallableResponse<'rollback'>> {
  const { how, request, caller, deployments, now } = input;
  const { idempotencyKey, deploymentId } = request;
  const id = keyedId(caller.uid, idempotencyKey);
  const plan = async () => {
    const pair = await deployments.get(deploymentId);
    if (!pair) throw deploymentNotFound(deploymentId);
    await refuseUnfitPair(how, pair, deployments);
    return planSwitch({ id, pair, requestedBy: actorOf(caller), now });
  };
  return await beginDeployment({ id, specHash: pairHash('switch', deploymentId), plan }, input);
}
