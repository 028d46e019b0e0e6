import { type FailureRecord, type LoadResult, resultOf, type ShardSight } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { useApi } from '../api/api-context.ts';
import { useLive } from '../api/use-live.ts';

/** What is known of a test's figures; `none`: no request has come to its end yet, or none ever did. */
export type FiguresState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'none'; readonly shards: readonly ShardSight[] }
  | { readonly kind: 'failed'; readonly failure: FailureRecord; readonly shards: readonly ShardSight[] }
  | { readonly kind: 'ready'; readonly result: LoadResult; readonly shards: readonly ShardSight[] };

/** Follows the figures of a test, read out of their text once for each change. */
export function useLoadFigures(loadTestId: string): FiguresState & { readonly retry: () => void } {
  const { loads } = useApi();
  const live = useLive(() => loads.figures(loadTestId), loadTestId);
  const resultJson = live.kind === 'ready' ? live.value.resultJson : null;
  const result = useMemo(() => readResult(resultJson), [resultJson]);
  const { retry } = live;
  switch (live.kind) {
    case 'loading':
      return { kind: 'loading', retry };
    case 'missing':
      return { kind: 'none', shards: [], retry };
    case 'failed':
      return { kind: 'failed', failure: live.failure, shards: [], retry };
    case 'ready': {
      const { shards } = live.value;
      if (result === 'unreadable') return { kind: 'failed', failure: UNREADABLE, shards, retry };
      return result ? { kind: 'ready', result, shards, retry } : { kind: 'none', shards, retry };
    }
  }
}

function readResult(resultJson: string | null): LoadResult | null | 'unreadable' {
  try {
    return resultOf({ resultJson });
  } catch {
    return 'unreadable';
  }
}

const UNREADABLE: FailureRecord = {
  code: 'internal',
  reason: 'FIGURES_UNREADABLE',
  message: 'The figures of this test do not have the shape that this console knows: another version wrote them.',
  nextStep: 'Reload the page. If it stays, deploy the console and the functions together.',
  retryable: false,
};
