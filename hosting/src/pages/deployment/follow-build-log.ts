import type { FailureRecord } from '@proving-ground/shared';
import type { CallableClient } from '../../api/callable-client.ts';
import { failureOfError } from '../../api/failure-of-error.ts';

export type LogStatus =
  | { readonly kind: 'following' }
  | { readonly kind: 'reconnecting'; readonly failure: FailureRecord }
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly failure: FailureRecord };

const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000] as const;

/** Reads a build's log to its end, going on from where it stopped after every break. Ends at once when aborted. */
export async function followBuildLog(input: {
  readonly callables: Pick<CallableClient, 'stream'>;
  readonly deploymentId: string;
  readonly build: 'backend' | 'agent';
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  readonly onStatus: (status: LogStatus) => void;
  /** Resolves after that time, or when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}): Promise<void> {
  const { callables, deploymentId, build, signal, onText, onStatus, pause } = input;
  let offsetBytes = 0;
  let breaks = 0;
  while (!signal.aborted) {
    try {
      const end = await callables.stream(
        'followBuildLog',
        { deploymentId, build, offsetBytes },
        {
          signal,
          onChunk: ({ text, nextOffsetBytes }) => {
            offsetBytes = nextOffsetBytes;
            breaks = 0;
            onStatus({ kind: 'following' });
            onText(text);
          },
        },
      );
      offsetBytes = end.nextOffsetBytes;
      if (end.complete) return onStatus({ kind: 'complete' });
    } catch (error) {
      if (signal.aborted) return;
      const { record } = failureOfError(error, 'Reading the build log');
      if (!record.retryable) return onStatus({ kind: 'failed', failure: record });
      onStatus({ kind: 'reconnecting', failure: record });
      await pause(BACKOFF_MS[Math.min(breaks, BACKOFF_MS.length - 1)] ?? 0, signal);
      breaks += 1;
    }
  }
}
