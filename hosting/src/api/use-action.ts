import type { FailureRecord } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { failureOfError } from './failure-of-error.ts';

/** Something a button does with the backend: whether it is under way, and why it failed. */
export function useAction(doing: string) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureRecord | null>(null);
  const run = async (action: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await action();
    } catch (error) {
      setFailure(failureOfError(error, doing).record);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, failure };
}
