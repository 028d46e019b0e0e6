import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { Wake } from '../deployments/advance-deployment.ts';
import { planDeployment } from '../deployments/plan-deployment.ts';
import type { Caller } from '../platform/define-callable.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Records a deployment and sees to it that somebody looks at it; the same key again names the same one. */
export async function startDeployment(input: {
  readonly request: CallableRequest<'startDeployment'>;
  readonly caller: Caller;
  readonly store: DeploymentStore;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'startDeployment'>> {
  const { request, caller, store, wake, now, log } = input;
  const id = keyedId(caller.uid, request.idempotencyKey);
  const requestedBy = { uid: caller.uid, email: caller.email };
  const planned = planDeployment({ id, spec: request.spec, requestedBy, now });
  const { created } = await store.create(planned);
  if (created) log.info('deployment.created', { deploymentId: id, uid: caller.uid });
  await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, created };
}
