import type { CallableRequest, CallableResponse, ReleaseGroup } from '@proving-ground/shared';
import { findAgentVersion } from '../agents/find-agent-version.ts';
import type { Wake } from '../deployments/advance-deployment.ts';
import { livePair } from '../deployments/live-pair.ts';
import { planDeployment } from '../deployments/plan-deployment.ts';
import { refuseOtherRelease } from '../deployments/refuse-other-release.ts';
import { regionalId } from '../deployments/regional-id.ts';
import { guardSpending } from '../deployments/spending-guard.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId, stableHash } from '../platform/stable-hash.ts';
import type { AgentStore } from '../store/agent-store.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** Records one deployment for each region, all of them or none; from there on each goes its own way. The same key again
 * names the same ones. */
export async function startRelease(input: {
  readonly request: CallableRequest<'startRelease'>;
  readonly caller: Caller;
  readonly deployments: Pick<DeploymentStore, 'get' | 'service' | 'services' | 'release' | 'createRelease'>;
  readonly settings: Pick<SettingsStore, 'spending' | 'prices'>;
  readonly agents: Pick<AgentStore, 'version'>;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'startRelease'>> {
  const { request, caller, deployments, settings, agents, wake, now, log } = input;
  const { idempotencyKey, regions, spec } = request;
  const release: ReleaseGroup = { id: keyedId(caller.uid, idempotencyKey), regions };
  const wanted = regions.map((region) => {
    const own = { ...spec, region };
    return { id: regionalId(caller, idempotencyKey, region), spec: own, specHash: stableHash(own) };
  });
  const known = await deployments.release(release.id);
  // The same call again: what is live may have changed meanwhile, the release has not.
  if (known.length > 0) refuseOtherRelease(release.id, known, wanted);
  const { created } = known.length > 0 ? { created: false } : await create();
  if (created) log.info('release.created', { releaseId: release.id, uid: caller.uid, regions });
  await Promise.all(wanted.map(({ id }) => wake({ deploymentId: id, epoch: null, inMs: 0 })));
  return {
    releaseId: release.id,
    created,
    deployments: wanted.map(({ id, spec: { region } }) => ({ region, deploymentId: id })),
  };

  async function create() {
    const specs = wanted.map((each) => each.spec);
    await guardSpending(specs, { settings, services: () => deployments.services() });
    const requestedBy = actorOf(caller);
    // The agent's versions are the same in every region.
    const agentVersion = await findAgentVersion(spec, agents);
    const planned = await Promise.all(
      wanted.map(async (each) => {
        const live = await livePair(each.spec, deployments);
        return planDeployment({ ...each, live, agentVersion, requestedBy, now, release });
      }),
    );
    return await deployments.createRelease(release, planned);
  }
}
