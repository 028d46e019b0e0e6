import type { Deployment } from '@proving-ground/shared';
import type { Log } from '../platform/log.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { Wake } from './advance-deployment.ts';
import { idempotencyKeyReused } from './refusals.ts';

export interface BeginDeploymentDependencies {
  readonly deployments: Pick<DeploymentStore, 'get' | 'create'>;
  readonly wake: Wake;
  readonly log: Log;
}

/**
 * Records a deployment and sees to it that somebody looks at it. The same call again names the same one, whatever is live by
 * then: only the first is planned, and may be refused for that.
 * @throws Failure failed-precondition when the id was used for something else, or what `plan` and the store refuse
 */
export async function beginDeployment(
  wanted: {
    readonly id: string;
    /** Of what is asked for: tells the same call from another one under the same key. */
    readonly specHash: string;
    readonly plan: () => Promise<Deployment>;
  },
  { deployments, wake, log }: BeginDeploymentDependencies,
): Promise<{ readonly deploymentId: string; readonly created: boolean }> {
  const { id, specHash, plan } = wanted;
  const known = await deployments.get(id);
  if (known && known.specHash !== specHash) throw idempotencyKeyReused(id);
  const { created } = known ? { created: false } : await create(await plan());
  await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, created };

  async function create(planned: Deployment) {
    const outcome = await deployments.create(planned);
    const { kind, pairOf, requestedBy } = planned;
    if (outcome.created) log.info('deployment.created', { deploymentId: id, uid: requestedBy.uid, kind, pairOf });
    return outcome;
  }
}
