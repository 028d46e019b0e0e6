import type { DeploymentSpec } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';

/** Starts a deployment. A press that failed is repeated under the same key, so that it never starts two. */
export function useStartDeployment(onStarted: (deploymentId: string) => void) {
  const { callables } = useApi();
  const { run, busy, failure } = useKeyedAction('Starting the deployment');
  const start = (spec: DeploymentSpec) =>
    run(spec, async (idempotencyKey) => {
      const { deploymentId } = await callables.call('startDeployment', { idempotencyKey, spec });
      onStarted(deploymentId);
    });
  return { start, busy, failure };
}
