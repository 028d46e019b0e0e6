import { type Deployment, type DeploymentSpec, Failure } from '@proving-ground/shared';
import type { DeploymentStore } from '../store/deployment-store.ts';

/**
 * The deployment whose pair serves under the names of a spec; null when none does.
 * @throws Failure failed-precondition when the scope of the spec needs one, or asks it for another model
 */
export async function livePair(
  spec: DeploymentSpec,
  store: Pick<DeploymentStore, 'get' | 'service'>,
): Promise<Deployment | null> {
  const { scope, region, agent, model } = spec;
  if (scope === 'pair') return null;
  const service = await store.service(region, agent.serviceName);
  const live = service?.kind === 'agent' && service.current ? await store.get(service.current.deploymentId) : null;
  if (!live) throw refused('NOTHING_LIVE', `No agent of yours is live as ${agent.serviceName} in ${region}.`);
  if (scope !== 'agent' && live.spec.backend.serviceName !== spec.backend.serviceName) {
    const { serviceName } = live.spec.backend;
    throw refused('BACKEND_DIFFERS', `The live agent's backend is ${serviceName}, not ${spec.backend.serviceName}.`);
  }
  if (scope !== 'backend' && live.spec.model !== model) {
    throw refused('MODEL_DIFFERS', `The model is part of the backend image: the live one has ${live.spec.model}.`);
  }
  return live;
}

function refused(reason: string, message: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason,
    message,
    nextStep: 'Deploy the whole pair instead.',
    retryable: false,
  });
}
