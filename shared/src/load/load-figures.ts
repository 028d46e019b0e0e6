import { z } from 'zod';
import { type LoadResult, loadResult } from './load-results.ts';
import { loadShardPhase } from './load-shard.ts';

const shardSight = z.strictObject({
  index: z.int().min(0),
  /** `lost`: its function is gone, and with it what it had not yet written. */
  status: z.enum([...loadShardPhase.options, 'lost']),
  requests: z.int().min(0),
  elapsedMs: z.number().min(0),
  flushedAt: z.iso.datetime().nullable(),
});
export type ShardSight = z.infer<typeof shardSight>;

/** `loadTests/{id}/figures/merged`: the figures of all shards added up, about every second while the test runs. */
export const loadFigures = z.strictObject({
  updatedAt: z.iso.datetime(),
  shards: z.array(shardSight),
  /** A `LoadResult`; as text, because as fields it would take more index entries than a document may have. */
  resultJson: z.string().nullable(),
});
export type LoadFigures = z.infer<typeof loadFigures>;

/** Reads the figures out of their document; null before the first request. @throws ZodError for another version's */
export function resultOf({ resultJson }: Pick<LoadFigures, 'resultJson'>): LoadResult | null {
  return resultJson === null ? null : loadResult.parse(JSON.parse(resultJson));
}
