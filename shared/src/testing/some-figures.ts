import type { LoadFigures, ShardSight } from '../load/load-figures.ts';
import type { LoadResult } from '../load/load-results.ts';

export function aShardSight(part: Partial<ShardSight> = {}): ShardSight {
  return {
    index: 0,
    status: 'finished',
    requests: 400,
    elapsedMs: 60_000,
    flushedAt: '2026-03-01T10:01:05.000Z',
    ...part,
  };
}

/** The document that the figures of a test come in; null: nothing was measured yet. */
export function someFigures(
  result: LoadResult | null,
  { shards = [aShardSight()] }: { readonly shards?: readonly ShardSight[] } = {},
): LoadFigures {
  return {
    updatedAt: '2026-03-01T10:01:05.000Z',
    shards: [...shards],
    resultJson: result && JSON.stringify(result),
  };
}
