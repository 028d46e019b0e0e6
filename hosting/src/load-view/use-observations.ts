import { type FailureRecord, type LoadObservation, metricsOf, type ObservedMetrics } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { useApi } from '../api/api-context.ts';
import { useLive } from '../api/use-live.ts';

/** One service as Cloud Monitoring saw it. */
export interface SeenService extends LoadObservation {
  readonly metrics: ObservedMetrics;
}

/** What is known of both services; nothing seen while nobody has looked yet. */
export type ObservationsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: FailureRecord; readonly retry: () => void }
  | { readonly kind: 'ready'; readonly seen: readonly SeenService[] };

/** Follows what the services of a test did, read out of its text once for each change. */
export function useObservations(loadTestId: string): ObservationsState {
  const { loads } = useApi();
  const live = useLive(() => loads.observations(loadTestId), loadTestId);
  const items = live.kind === 'ready' ? live.value.items : NONE;
  const seen = useMemo(() => items.flatMap(readService), [items]);
  switch (live.kind) {
    case 'loading':
      return { kind: 'loading' };
    case 'failed':
      return { kind: 'failed', failure: live.failure, retry: live.retry };
    case 'missing':
      return { kind: 'ready', seen: [] };
    case 'ready':
      return live.value.unreadableIds.length > 0 || seen.length < items.length
        ? { kind: 'failed', failure: UNREADABLE, retry: live.retry }
        : { kind: 'ready', seen };
  }
}

const NONE: readonly LoadObservation[] = [];

function readService(observation: LoadObservation): readonly SeenService[] {
  const metrics = metricsOf(observation);
  return metrics ? [{ ...observation, metrics }] : [];
}

const UNREADABLE: FailureRecord = {
  code: 'internal',
  reason: 'OBSERVATIONS_UNREADABLE',
  message: 'The metrics of this test do not have the shape that this console knows: another version wrote them.',
  nextStep: 'Reload the page. If it stays, deploy the console and the functions together.',
  retryable: false,
};
