import {
  type CallableRequest,
  type CallableResponse,
  Failure,
  type FailureRecord,
  type ReleaseGroup,
} from '@proving-ground/shared';
import type { Wake } from '../deployments/advance-deployment.ts';
import { planSwitch } from '../deployments/plan-deployment.ts';
import { releaseNotFound } from '../deployments/refusals.ts';
import { refuseUnfitPair } from '../deployments/refuse-unfit-pair.ts';
import { regionalId } from '../deployments/regional-id.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/**
 * Moves the traffic back to the pairs of a release, region by region: one that cannot is told and holds up no other. The same
 * key again goes on where it stopped.
 * @throws Failure not-found, or why the first region cannot when none can
 */
export async function rollbackRelease(input: {
  readonly request: CallableRequest<'rollbackRelease'>;
  readonly caller: Caller;
  readonly store: Pick<DeploymentStore, 'get' | 'service' | 'create' | 'release'>;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'rollbackRelease'>> {
  const { request, caller, store, wake, now, log } = input;
  const pairs = await store.release(request.releaseId);
  if (pairs.length === 0) throw releaseNotFound(request.releaseId);
  const regions = pairs.map(({ spec }) => spec.region).toSorted();
  const release: ReleaseGroup = { id: keyedId(caller.uid, request.idempotencyKey), regions };
  const deployments: { readonly region: string; readonly deploymentId: string }[] = [];
  const refused: { readonly region: string; readonly failure: FailureRecord }[] = [];
  for (const pair of pairs.toSorted((a, b) => a.spec.region.localeCompare(b.spec.region))) {
    const { region } = pair.spec;
    const id = regionalId(caller, request.idempotencyKey, region);
    try {
      if (!(await store.get(id))) await refuseUnfitPair('rollback', pair, store);
      const requestedBy = { uid: caller.uid, email: caller.email };
      const { created } = await store.create(planSwitch({ id, pair, requestedBy, now, release }));
      if (created)
        log.info('deployment.created', { deploymentId: id, uid: caller.uid, pairOf: pair.id, how: 'rollback' });
      deployments.push({ region, deploymentId: id });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused.push({ region, failure: error.record });
    }
  }
  const [first] = refused;
  if (deployments.length === 0 && first) throw new Failure(first.failure);
  await Promise.all(deployments.map(({ deploymentId }) => wake({ deploymentId, epoch: null, inMs: 0 })));
  return { releaseId: release.id, deployments, refused };
}
