import type { DeploymentSpec } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';

/** Starts a deployment, or one for each of several regions. A press that failed is repeated under the same key, so that it never
 * starts two. */
export function useStartDeployment(onStarted: (path: string) => void) {
  const { callables } = useApi();
  const { run, busy, failure } = useKeyedAction('Starting the deployment');
  const start = (spec: DeploymentSpec, regions: readonly DeploymentSpec['region'][]) =>
    run({ spec, regions }, async (idempotencyKey) => {
      if (regions.length > 1) {
        const { releaseId } = await callables.call('startRelease', { idempotencyKey, regions: [...regions], spec });
        onStarted(`/releases/${releaseId}`);
      } else {
        const { deploymentId } = await callables.call('startDeployment', { idempotencyKey, spec });
        onStarted(`/deployments/${deploymentId}`);
      }
    });
  return { start, busy, failure };
}
