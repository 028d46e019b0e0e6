// @vitest-environment happy-dom

import { aShardSight } from '@proving-ground/shared/testing/some-figures';
import { expect, test } from 'vitest';
import { formatTimeOfDay } from '../format/instant.ts';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { show } from '../testing/show.tsx';
import { ShardTable } from './shard-table.tsx';

test('every shard tells how far it is, a lost one that it is lost', async () => {
  const flushedAt = '2026-03-01T10:00:30.000Z';
  const shards = [
    aShardSight({ index: 0, requests: 120, elapsedMs: 31_260, status: 'running', flushedAt }),
    aShardSight({ index: 1, requests: 0, elapsedMs: 0, status: 'lost', flushedAt: null }),
  ];
  const root = show(<ShardTable shards={shards} coverage={{ planned: 2, complete: 1 }} />, { api: anApi() });
  expect([...root.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual([
    `0Running12031.3 s${formatTimeOfDay(flushedAt)}`,
    '1Lost00.0 s–',
  ]);
  expect(root.querySelector('header')?.textContent).toBe('ShardsShards 1/2');
  await expectAccessible(root);
});
