import type { FailureRecord } from '@proving-ground/shared';
import { useRef, useState } from 'preact/hooks';
import { failureOfError } from './failure-of-error.ts';

/** Something a button asks of the functions once: a press that failed is repeated under the same idempotency key. */
export function useKeyedAction(doing: string) {
  const attempt = useRef<{ readonly key: string; readonly values: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureRecord | null>(null);

  const run = async (wish: unknown, action: (idempotencyKey: string) => Promise<void>) => {
    const values = JSON.stringify(wish);
    // Other values are another wish: the functions refuse a key that stood for something else.
    if (attempt.current?.values !== values) attempt.current = { key: crypto.randomUUID(), values };
    setBusy(true);
    setFailure(null);
    try {
      await action(attempt.current.key);
      attempt.current = null;
    } catch (error) {
      const { record } = failureOfError(error, doing);
      // Refused for good: the next press is a new wish and not a repetition.
      if (!record.retryable) attempt.current = null;
      setFailure(record);
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, failure };
}
