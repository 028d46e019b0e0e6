import type { DeploymentSpec, FailureRecord } from '@proving-ground/shared';
import { useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { failureOfError } from '../../api/failure-of-error.ts';

/** Starts a deployment. A press that failed is repeated under the same key, so that it never starts two. */
export function useStartDeployment(onStarted: (deploymentId: string) => void) {
  const { callables } = useApi();
  const attempt = useRef<{ readonly key: string; readonly values: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureRecord | null>(null);

  const start = async (spec: DeploymentSpec) => {
    const values = JSON.stringify(spec);
    // Other values are another deployment: the functions refuse a key that stood for something else.
    if (attempt.current?.values !== values) attempt.current = { key: crypto.randomUUID(), values };
    setBusy(true);
    setFailure(null);
    try {
      const { deploymentId } = await callables.call('startDeployment', { idempotencyKey: attempt.current.key, spec });
      onStarted(deploymentId);
    } catch (error) {
      const { record } = failureOfError(error, 'Starting the deployment');
      // Refused for good: the next press is a new wish and not a repetition.
      if (!record.retryable) attempt.current = null;
      setFailure(record);
    } finally {
      setBusy(false);
    }
  };
  return { start, busy, failure };
}
