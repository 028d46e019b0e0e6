import { type CallableRequest, type CallableResponse, type Deployment, Failure } from '@proving-ground/shared';
import type { Wake } from '../deployments/advance-deployment.ts';
import { planSwitch } from '../deployments/plan-deployment.ts';
import { deploymentNotFound } from '../deployments/refusals.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Which pairs may get the traffic this way, and how it is called. */
const SWITCHES = {
  rollback: { from: 'live', refusal: 'was never live, so there is nothing to go back to' },
  promote: { from: 'held', refusal: 'is not held before traffic' },
} as const;

/**
 * Moves the traffic to a pair of revisions that is there already, as a deployment of its own: verified first, recorded,
 * cancellable.
 * @throws Failure not-found, or failed-precondition when the pair may not be switched to that way or serves already
 */
export async function switchPair(input: {
  readonly how: keyof typeof SWITCHES;
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
  if (!(await store.get(id))) await refuseUnfit(how, pair, store);
  const requestedBy = { uid: caller.uid, email: caller.email };
  const { created } = await store.create(planSwitch({ id, pair, requestedBy, now }));
  if (created) log.info('deployment.created', { deploymentId: id, uid: caller.uid, pairOf: pair.id, how });
  await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, created };
}

async function refuseUnfit(
  how: keyof typeof SWITCHES,
  pair: Deployment,
  store: Pick<DeploymentStore, 'service'>,
): Promise<void> {
  const { from, refusal } = SWITCHES[how];
  if (pair.status !== from) throw unfit('PAIR_UNFIT', `Deployment ${pair.id} ${refusal}.`);
  const service = await store.service(pair.spec.region, pair.spec.agent.serviceName);
  if (service?.current && service.current.revision === pair.revisions.agent?.revision) {
    throw unfit('PAIR_IS_LIVE', `The pair of deployment ${pair.id} has the traffic already.`);
  }
}

function unfit(reason: string, message: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason,
    message,
    nextStep: 'Choose another deployment from the history.',
    retryable: false,
  });
}
