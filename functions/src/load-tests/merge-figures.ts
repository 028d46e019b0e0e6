import { mergeResults, summarise } from '@proving-ground/load';
import type { LoadFigures, LoadResult, LoadShard, LoadState, LoadTest, ShardSight } from '@proving-ground/shared';
import { unpackLoadState } from './pack-load-state.ts';
import { shardSight } from './shard-sight.ts';

export interface MergedFigures {
  readonly figures: LoadFigures;
  /** Null while no shard has written any. */
  readonly result: LoadResult | null;
}

/** Adds up what the shards have written so far and says how each of them is. Pure. */
export function mergeFigures(input: {
  readonly test: Pick<LoadTest, 'spec'>;
  readonly shards: readonly LoadShard[];
  readonly now: Date;
  /** No shard will write any more: whoever has not ended is lost. */
  readonly isFinal: boolean;
}): MergedFigures {
  const { test, shards, now, isFinal } = input;
  const states: LoadState[] = [];
  const sights: ShardSight[] = [];
  const lost: number[] = [];
  for (const shard of shards) {
    const seen = shardSight(shard, now);
    const written = stateOf(shard);
    const isDead =
      seen === 'lost' || written === 'unreadable' || (isFinal && (seen === 'running' || seen === 'waiting'));
    if (isDead) lost.push(shard.index);
    const state = written === 'unreadable' ? null : written;
    if (state) states.push(isDead ? asEnded(state) : state);
    const own = state?.shards[0];
    sights.push({
      index: shard.index,
      status: isDead ? 'lost' : seen,
      requests: own?.requests ?? 0,
      elapsedMs: own?.elapsedMs ?? 0,
      flushedAt: shard.flushedAt,
    });
  }
  const result =
    states.length === 0 ? null : summarise({ state: mergeResults(states), spec: test.spec, lostShards: lost });
  return {
    figures: {
      updatedAt: now.toISOString(),
      shards: sights,
      resultJson: result && JSON.stringify(result),
    },
    result,
  };
}

/** What a shard has written; functions of another version may have written it. Nobody could ever add that up, so it counts as
 * lost: thrown on, it would keep the test and its target from ever coming to an end. */
function stateOf({ packedState }: LoadShard): LoadState | 'unreadable' | null {
  if (!packedState) return null;
  try {
    return unpackLoadState(packedState);
  } catch {
    return 'unreadable';
  }
}

/** A dead shard's last word is "running", and curves wait for those who run. */
function asEnded(state: LoadState): LoadState {
  return { ...state, shards: state.shards.map((shard) => ({ ...shard, status: 'stopped' })) };
}
