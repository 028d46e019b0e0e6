import { z } from 'zod';
import { failureRecord } from '../failure.ts';
import { loadShardStatus } from './load-state.ts';

/** `queued`: nobody has taken it up yet. `waiting`: ready for the common start. */
export const loadShardPhase = z.enum(['queued', ...loadShardStatus.options]);
export type LoadShardPhase = z.infer<typeof loadShardPhase>;

/** `loadTests/{id}/shards/{n}`: what one shard has measured so far; written by the function that runs it, and no other. */
export const loadShard = z.strictObject({
  loadTestId: z.string(),
  index: z.int().min(0),
  status: loadShardPhase,
  /** Fencing number: only the holder of the newest lease may write. */
  epoch: z.int().min(0),
  /** Past this instant a shard that has not ended is lost; what it has flushed counts. */
  leaseUntil: z.iso.datetime().nullable(),
  flushedAt: z.iso.datetime().nullable(),
  /** A `LoadState` as compressed JSON: cumulative, so that writing it twice is harmless. */
  packedState: z.instanceof(Uint8Array).nullable(),
  failure: failureRecord.nullable(),
});
export type LoadShard = z.infer<typeof loadShard>;

/** Whether it will write nothing any more. */
export function hasShardEnded(status: LoadShardPhase): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed';
}
