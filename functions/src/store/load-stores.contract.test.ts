import { loadShardPath, loadTestPath } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { describeLoadStores } from '../testing/store-suite/describe-load-stores.ts';
import { createLoadShardStore } from './load-shard-store.ts';
import { createLoadTestStore } from './load-test-store.ts';

const open = () => {
  const db = openFirestore('loads');
  return { db, tests: createLoadTestStore(db), shards: createLoadShardStore(db) };
};

describeLoadStores('in Firestore', async () => open());

test('shards sort by number even past the tenth', async () => {
  const { tests, shards } = open();
  await tests.create(aLoadTest({ shardCount: 12 }));
  expect((await shards.list('test1')).map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

test('a record of another version does not keep the others from being found', async () => {
  const { db, tests } = open();
  await tests.create(aLoadTest());
  await db.doc(loadTestPath('strange')).set({ status: 'running' });
  expect(new Set(await tests.abandoned(STARTED_AT, 10))).toEqual(new Set(['test1', 'strange']));
  await expect(tests.get('strange')).rejects.toThrow(/loadTests\/strange does not fit its schema/);
});

test('a shard that somebody wrote by hand is named, not added up', async () => {
  const { db, tests, shards } = open();
  await tests.create(aLoadTest());
  await db.doc(loadShardPath('test1', 1)).update({ packedState: 'text' });
  await expect(shards.list('test1')).rejects.toThrow(/shards\/01 does not fit its schema/);
});
