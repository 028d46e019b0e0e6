import {
  type CallableRequest,
  type CallableResponse,
  Failure,
  type FailureRecord,
  type ReleaseGroup,
} from '@proving-ground/shared';
import { type BeginDeploymentDependencies, beginDeployment } from '../deployments/begin-deployment.ts';
import { pairHash, planSwitch } from '../deployments/plan-deployment.ts';
import { releaseNotFound } from '../deployments/refusals.ts';
import { refuseUnfitPair } from '../deployments/refuse-unfit-pair.ts';
import { regionalId } from '../deployments/regional-id.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

/**
 * Moves the traffic back to the pairs of a release, region by region: one that cannot is told and holds up no other. The same
 * key again goes on where it stopped.
 * @throws Failure not-found, or why the first region cannot when none can
 */
export async function rollbackRelease(
  input: BeginDeploymentDependencies & {
    readonly request: CallableRequest<'rollbackRelease'>;
    readonly caller: Caller;
    readonly deployments: Pick<DeploymentStore, 'get' | 'create' | 'service' | 'release'>;
    readonly now: Date;
  },
): Promise<CallableResponse<'rollbackRelease'>> {
  const { request, caller, deployments, now } = input;
  const { idempotencyKey, releaseId } = request;
  const pairs = await deployments.release(releaseId);
  if (pairs.length === 0) throw releaseNotFound(releaseId);
  const regions = pairs.map(({ spec }) => spec.region).toSorted();
  const release: ReleaseGroup = { id: keyedId(caller.uid, idempotencyKey), regions };
  const begun: { readonly region: string; readonly deploymentId: string }[] = [];
  const refused: { readonly region: string; readonly failure: FailureRecord }[] = [];
  for (const pair of pairs.toSorted((a, b) => a.spec.region.localeCompare(b.spec.region))) {
    const { region } = pair.spec;
    const id = regionalId(caller, idempotencyKey, region);
    const plan = async () => {
      await refuseUnfitPair('rollback', pair, deployments);
      return planSwitch({ id, pair, requestedBy: actorOf(caller), now, release });
    };
    try {
      const { deploymentId } = await beginDeployment({ id, specHash: pairHash('switch', pair.id), plan }, input);
      begun.push({ region, deploymentId });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused.push({ region, failure: error.record });
    }
  }
  const [first] = refused;
  if (begun.length === 0 && first) throw new Failure(first.failure);
  return { releaseId: release.id, deployments: begun, refused };
}
