import { type FailureRecord, isOver, type LoadResult, type LoadTest } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoadFigures } from '../../load-view/use-load-figures.ts';

/** One side of a comparison; only `ready` can be compared. */
export type ComparedTest = { readonly id: string } & (
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly failure: FailureRecord; readonly retry: () => void }
  | { readonly kind: 'notEnded' | 'noFigures'; readonly test: LoadTest }
  | ReadyTest
);

export interface ReadyTest {
  readonly kind: 'ready';
  readonly id: string;
  readonly test: LoadTest;
  readonly result: LoadResult;
}

/** A load test with its figures, as far as it can be compared. */
export function useComparedTest(id: string): ComparedTest {
  const { loads } = useApi();
  const live = useLive(() => loads.loadTest(id), id);
  const figures = useLoadFigures(id);
  switch (live.kind) {
    case 'loading':
    case 'missing':
      return { kind: live.kind, id };
    case 'failed':
      return { kind: 'failed', id, failure: live.failure, retry: live.retry };
    case 'ready': {
      const test = live.value;
      if (!isOver(test.status)) return { kind: 'notEnded', id, test };
      switch (figures.kind) {
        case 'loading':
          return { kind: 'loading', id };
        case 'none':
          return { kind: 'noFigures', id, test };
        case 'failed':
          return { kind: 'failed', id, failure: figures.failure, retry: figures.retry };
        case 'ready':
          return { kind: 'ready', id, test, result: figures.result };
      }
    }
  }
}
