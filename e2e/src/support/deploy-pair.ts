import { type CallableInput, type Deployment, deployment, deploymentPath, isTerminal } from '@proving-ground/shared';
import { vi } from 'vitest';
import type { ApiClient } from './api-client.ts';

const DEPLOY_TIMEOUT_MS = 120_000;

/** The deployment at its end. */
export async function endedDeployment(api: ApiClient, id: string, timeout = DEPLOY_TIMEOUT_MS): Promise<Deployment> {
  return await vi.waitUntil(
    async () => {
      const current = deployment.parse(await api.read(deploymentPath(id)));
      return isTerminal(current.status) ? current : null;
    },
    { timeout, interval: 300 },
  );
}

/** Deploys as a script would, and waits for the end. */
export async function deploy(
  api: ApiClient,
  idempotencyKey: string,
  spec: CallableInput<'startDeployment'>['spec'] = {},
): Promise<Deployment> {
  const { deploymentId } = await api.call('startDeployment', { idempotencyKey, spec });
  return await endedDeployment(api, deploymentId);
}

/** The pair of the codelab, live. @throws Error when it does not become so */
export async function deployPair(api: ApiClient): Promise<Deployment> {
  const first = await deploy(api, 'e2e-first-pair');
  if (first.status !== 'live') throw new Error(`The deployment is ${first.status}: ${JSON.stringify(first.failure)}`);
  return first;
}
