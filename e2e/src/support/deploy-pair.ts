import { deploymentPath } from '@proving-ground/shared';
import { vi } from 'vitest';
import type { ApiClient } from './api-client.ts';

const DEPLOY_TIMEOUT_MS = 120_000;

/** Deploys the pair of the codelab as a script would, and waits until it is live. */
export async function deployPair(api: ApiClient): Promise<void> {
  const { deploymentId } = await api.call('startDeployment', { idempotencyKey: 'e2e-deploy' });
  const status = await vi.waitUntil(
    async () => {
      const deployment = await api.read(deploymentPath(deploymentId));
      return deployment?.['status'] === 'running' ? null : deployment?.['status'];
    },
    { timeout: DEPLOY_TIMEOUT_MS, interval: 500 },
  );
  if (status !== 'live') throw new Error(`The deployment is ${String(status)}.`);
}
