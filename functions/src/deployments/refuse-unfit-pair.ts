import { type Deployment, Failure } from '@proving-ground/shared';
import type { DeploymentStore } from '../store/deployment-store.ts';

/** Which pairs may get the traffic this way, and how it is called. */
const SWITCHES = {
  rollback: { from: 'live', refusal: 'was never live, so there is nothing to go back to' },
  promote: { from: 'held', refusal: 'is not held before traffic' },
} as const;
export type SwitchWay = keyof typeof SWITCHES;

/**
 * Whether the traffic may move to a pair this way.
 * @throws Failure failed-precondition when it may not, or serves already
 */
export async function refuseUnfitPair(
  how: SwitchWay,
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
