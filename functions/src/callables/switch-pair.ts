import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { Wake } from '../deployments/advance-deployment.ts';
import { planSwitch } from '../deployments/plan-deployment.ts';
import { deploymentNotFound } from '../deployments/refusals.ts';
import { refuseUnfitPair, type SwitchWay } from '../deployments/refuse-unfit-pair.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/**
 * Moves the traffic to a pair of revisions that is there already, as a deployment of its own: verified first, recorded,
 * cancellable.
 * @throws Failure not-found, or failed-precondition when the pair may not be switched to that way or serves already
 */
export async function switchPair(input: {
  readonly how: SwitchWay;
  readonly request: CallableRequest<'rollback'>;
  readonly caller: Caller;
  readonly store: Pick<DeploymentStore, 'get' | 'service' | 'create'>;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'rollback'>> {
  const { how, request, caller, store, wake, now, log } = input;
  const id = keyedId(caller.uid, request.idempotencyKey);
  const pair = await store.get(request.deploymentId);
  if (!pair) throw deploymentNotFound(request.deploymentId);
  // The same call again finds its own switch, which may be live by now.
  if (!(await store.get(id))) await refuseUnfitPair(how, pair, store);
  const requestedBy = { uid: caller.uid, email: caller.email };
  const { created } = await store.create(planSwitch({ id, pair, requestedBy, now }));
  if (created) log.info('deployment.created', { deploymentId: id, uid: caller.uid, pairOf: pair.id, how });
  await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, created };
}
