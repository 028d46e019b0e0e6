import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { findAgentVersion } from '../agents/find-agent-version.ts';
import { type BeginDeploymentDependencies, beginDeployment } from '../deployments/begin-deployment.ts';
import { livePair } from '../deployments/live-pair.ts';
import { planDeployment } from '../deployments/plan-deployment.ts';
import { guardSpending } from '../deployments/spending-guard.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import { keyedId, stableHash } from '../platform/stable-hash.ts';
import type { AgentStore } from '../store/agent-store.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** Starts a deployment; the same key again names the same one. */
export async function startDeployment(
  input: BeginDeploymentDependencies & {
    readonly request: CallableRequest<'startDeployment'>;
    readonly caller: Caller;
    readonly deployments: Pick<DeploymentStore, 'get' | 'create' | 'service' | 'services'>;
    readonly settings: Pick<SettingsStore, 'spending' | 'prices'>;
    readonly agents: Pick<AgentStore, 'version'>;
    readonly now: Date;
  },
): Promise<CallableResponse<'startDeployment'>> {
  const { request, caller, deployments, settings, agents, now } = input;
  const { idempotencyKey, spec } = request;
  const id = keyedId(caller.uid, idempotencyKey);
  const plan = async () => {
    await guardSpending([spec], { settings, services: () => deployments.services() });
    const [live, agentVersion] = [await livePair(spec, deployments), await findAgentVersion(spec, agents)];
    return planDeployment({ id, spec, live, agentVersion, requestedBy: actorOf(caller), now });
  };
  return await beginDeployment({ id, specHash: stableHash(spec), plan }, input);
}
