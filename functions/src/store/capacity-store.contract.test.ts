import { timelineEntry, timelinePath } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aCapacitySearch } from '../testing/a-capacity-search.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { describeCapacityStore } from '../testing/store-suite/describe-capacity-store.ts';
import { createCapacityStore } from './capacity-store.ts';
import { createLoadTestStore } from './load-test-store.ts';

describeCapacityStore('in Firestore', async () => {
  const db = openFirestore('capacity');
  return { searches: createCapacityStore(db), tests: createLoadTestStore(db) };
});

test('a search has one entry in the history, which follows it to its end', async () => {
  const db = openFirestore('capacity');
  const searches = createCapacityStore(db);
  const planned = aCapacitySearch();
  await searches.create(planned);
  const entry = async () =>
    timelineEntry.parse((await db.doc(timelinePath(`capacitySearch~${planned.id}`)).get()).data());
  expect(await entry()).toMatchObject({ status: 'running', path: `/capacity/${planned.id}`, endedAt: null });
  const now = new Date(planned.createdAt);
  const claim = await searches.claim({ id: planned.id, now, leaseUntil: now, plannedAtEpoch: null });
  if (claim.kind !== 'claimed') throw new Error('The lease is free.');
  const next = { ...claim.record, status: 'stopped', endedAt: planned.endBy } as const;
  await searches.save({ next, leaseUntil: null, nextLookAt: now });
  expect(await entry()).toMatchObject({ status: 'stopped', endedAt: planned.endBy });
});
