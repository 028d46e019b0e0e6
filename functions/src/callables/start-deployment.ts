import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { findAgentVersion } from '../agents/find-agent-version.ts';
import type { Wake } from '../deployments/advance-deployment.ts';
import { livePair } from '../deployments/live-pair.ts';
import { planDeployment } from '../deployments/plan-deployment.ts';
import { idempotencyKeyReused } from '../deployments/refusals.ts';
import { guardSpending } from '../deployments/spending-guard.ts';
import type { Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId, stableHash } from '../platform/stable-hash.ts';
import type { AgentStore } from '../store/agent-store.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** Records a deployment and sees to it that somebody looks at it; the same key again names the same one. */
export async function startDeployment(input: {
  readonly request: CallableRequest<'startDeployment'>;
  readonly caller: Caller;
  readonly store: DeploymentStore;
  readonly settings: Pick<SettingsStore, 'spending' | 'prices'>;
  readonly agents: Pick<AgentStore, 'version'>;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'startDeployment'>> {
  const { request, caller, store, settings, agents, wake, now, log } = input;
  const id = keyedId(caller.uid, request.idempotencyKey);
  const requestedBy = { uid: caller.uid, email: caller.email };
  const { spec } = request;
  const known = await store.get(id);
  if (!known) await guardSpending([spec], { settings, services: () => store.services() });
  if (known && known.specHash !== stableHash(spec)) throw idempotencyKeyReused(id);
  // The same call again: what is live may have changed meanwhile, the deployment has not.
  const { created } = known
    ? { created: false }
    : await store.create(
        planDeployment({
          id,
          spec,
          live: await livePair(spec, store),
          agentVersion: await findAgentVersion(spec, agents),
          requestedBy,
          now,
        }),
      );
  if (created) log.info('deployment.created', { deploymentId: id, uid: caller.uid });
  await wake({ deploymentId: id, epoch: null, inMs: 0 });
  return { deploymentId: id, created };
}
