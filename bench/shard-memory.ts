import { fileURLToPath } from 'node:url';
import { cpuOf } from './cpu-of.ts';

export interface ShardMemory {
  readonly peakRssMiB: number;
  readonly requests: number;
  readonly failures: number;
}

const DURATION_SECONDS = 15;

/** The most memory one shard takes with so many users of the codelab's test, all of them with a connection of their own. */
export async function measureShardMemory({
  url,
  users,
}: {
  readonly url: string;
  readonly users: number;
}): Promise<ShardMemory> {
  const shard = fileURLToPath(new URL('load-shard.ts', import.meta.url));
  const { output } = await cpuOf({
    argv: [
      ...[process.execPath, shard, '--target', url, '--codelab'],
      ...['--users', String(users), '--duration', String(DURATION_SECONDS)],
    ],
  });
  const { peakRssMiB, requests, failures } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as ShardMemory;
  return { peakRssMiB, requests, failures };
}
