import type { ShardRun, ShardRunOptions } from '@proving-ground/load';
import type { LoadShardStatus, LoadState } from '@proving-ground/shared';
import { aLoadState } from './a-load-state.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Each shard has another rate, so that sums tell whose figures are in them. */
export const requestsPerSecond = (index: number): number => 10 ** index;

/** A shard's engine without a network: so many requests a second, in virtual time. */
export function scriptedRun(time: VirtualTime, { plan, spec }: Pick<ShardRunOptions, 'plan' | 'spec'>): ShardRun {
  const { shardIndex: index, shardCount, startAtMs } = plan;
  const endMs = startAtMs + spec.durationSeconds * 1_000;
  const ended = Promise.withResolvers<LoadState>();
  let status: LoadShardStatus = 'waiting';
  let stoppedAtMs = Infinity;

  const snapshot = (): LoadState => {
    const elapsedMs = Math.max(0, Math.min(time.nowMs, endMs, stoppedAtMs) - startAtMs);
    const requests = Math.floor(elapsedMs / 1_000) * requestsPerSecond(index);
    return aLoadState({ index, shardCount, startAtMs, status, requests, elapsedMs });
  };
  const end = (how: LoadShardStatus): void => {
    if (status === 'finished' || status === 'stopped') return;
    status = how;
    ended.resolve(snapshot());
  };
  time.at(startAtMs, () => {
    if (status === 'waiting') status = 'running';
  });
  time.at(endMs, () => end('finished'));
  return {
    snapshot,
    done: ended.promise,
    stop: () => {
      stoppedAtMs = Math.min(stoppedAtMs, time.nowMs);
      end('stopped');
    },
  };
}
