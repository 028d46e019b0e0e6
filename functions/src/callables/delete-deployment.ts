import { type CallableRequest, type CallableResponse, type Deployment, Failure } from '@proving-ground/shared';
import type { Wake } from '../deployments/advance-deployment.ts';
import { planDeletion } from '../deployments/plan-deployment.ts';
import { deploymentNotFound } from '../deployments/refusals.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Removes the two services that a deployment names, with all their revisions and images, as a deployment of its own:
 * recorded, resumable, one at a time. */
export async function deleteDeployment(input: {
  readonly request: CallableRequest<'deleteDeployment'>;
  readonly caller: Caller;
  readonly store: Pick<DeploymentStore, 'get' | 'service' | 'create'>;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'deleteDeployment'>> {
  const { request, caller, store, wake, now, log } = input;
  const pair = await store.get(request.deploymentId);
  if (!pair) throw deploymentNotFound(request.deploymentId);
  const id = keyedId(caller.uid, request.idempotencyKey);
  const requestedBy = { uid: caller.uid, email: caller.email };
  await refuseShared(pair, store);
  const { created } = await store.create(planDeletion({ id, pair, requestedBy, now }));
  if (created) log.info('deployment.created', { deploymentId: id, uid: caller.uid, deletes: pair.id });
  await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, created };
}

/** A backend that a later pair has taken over serves another agent now. */
async function refuseShared({ spec }: Deployment, store: Pick<DeploymentStore, 'get' | 'service'>): Promise<void> {
  const backend = await store.service(spec.region, spec.backend.serviceName);
  const user = backend?.current ? await store.get(backend.current.deploymentId) : null;
  if (!user || user.spec.agent.serviceName === spec.agent.serviceName) return;
  throw new Failure({
    code: 'failed-precondition',
    reason: 'BACKEND_IN_USE',
    message: `The backend ${spec.backend.serviceName} answers for the agent ${user.spec.agent.serviceName} now.`,
    nextStep: `Delete deployment ${user.id} first, if that agent is not needed either.`,
    retryable: false,
  });
}
