import { useRef } from 'preact/hooks';
import { failureOfError } from './failure-of-error.ts';
import { useAction } from './use-action.ts';

/** Something a button asks of the functions once: a press that failed is repeated under the same idempotency key. */
export function useKeyedAction(doing: string) {
  const attempt = useRef<{ readonly key: string; readonly values: string } | null>(null);
  const { run: act, busy, failure } = useAction(doing);
  const run = async (wish: unknown, action: (idempotencyKey: string) => Promise<void>) => {
    const values = JSON.stringify(wish);
    // Other values are another wish: the functions refuse a key that stood for something else.
    if (attempt.current?.values !== values) attempt.current = { key: crypto.randomUUID(), values };
    const { key } = attempt.current;
    await act(async () => {
      try {
        await action(key);
        attempt.current = null;
      } catch (error) {
        // Refused for good: the next press is a new wish and not a repetition.
        if (!failureOfError(error, doing).record.retryable) attempt.current = null;
        throw error;
      }
    });
  };
  return { run, busy, failure };
}
