import type { LoadTest, ShardSight } from '@proving-ground/shared';

interface LoadProgress {
  readonly text: string;
  readonly value: number;
  readonly max: number;
}

/** How far a test that has not ended is, in words and as a bar. */
export function loadProgress(
  test: Pick<LoadTest, 'spec' | 'shardCount' | 'startAt' | 'stopRequested'>,
  { shards, nowMs }: { readonly shards: readonly ShardSight[]; readonly nowMs: number },
): LoadProgress {
  const { spec, shardCount, startAt, stopRequested } = test;
  if (startAt === null) {
    const ready = shards.filter(({ status }) => status === 'waiting').length;
    return { text: `Gathering shards: ${ready}/${shardCount} ready`, value: ready, max: shardCount };
  }
  const max = spec.durationSeconds;
  const elapsed = Math.floor((nowMs - Date.parse(startAt)) / 1_000);
  const value = Math.min(max, Math.max(0, elapsed));
  if (stopRequested) return { text: 'Stopping', value, max };
  if (elapsed < 0) return { text: 'All shards are ready: starting', value, max };
  if (elapsed < max) return { text: `${elapsed} of ${max} s`, value, max };
  return { text: 'Waiting for the last answers', value, max };
}
