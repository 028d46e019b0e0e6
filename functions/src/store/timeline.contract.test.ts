import { COLLECTIONS, timelineEntry } from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { finished } from '../testing/finished.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { claimAt, saving } from '../testing/store-suite/store-calls.ts';
import { createDeploymentStore } from './deployment-store.ts';
import { createLoadTestStore } from './load-test-store.ts';

const entries = async (db: Firestore) => {
  const { docs } = await db.collection(COLLECTIONS.timeline).get();
  return docs.map((document) => timelineEntry.parse(document.data()));
};

test('a deployment has one entry, from its start to its outcome', async () => {
  const db = openFirestore('timeline');
  const store = createDeploymentStore(db);
  const deployment = aDeployment();
  await store.create(deployment);
  await store.create(deployment);
  expect(await entries(db)).toMatchObject([
    { id: `deployment~${deployment.id}`, status: 'running', endedAt: null, path: `/deployments/${deployment.id}` },
  ]);
  const claim = await store.claim(claimAt(deployment.id, 0));
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  await store.save(saving({ ...finished(claim.deployment, 'failed'), epoch: claim.deployment.epoch }));
  const [entry] = await entries(db);
  expect(entry).toMatchObject({ status: 'failed', actor: { email: 'operator@example.com' } });
  expect(entry?.detail).not.toBe('');
  expect(entry?.words).toEqual(
    expect.arrayContaining(['failed', 'operator@example.com', 'gemma3:270m', 'europe-west1']),
  );
});

test('a load test has one too; one that is part of something bigger has none', async () => {
  const db = openFirestore('timeline');
  const tests = createLoadTestStore(db);
  await tests.create(aLoadTest({ id: 'own', note: 'Before the fair' }));
  const claimed = await tests.claim({ id: 'own', now: STARTED_AT, leaseUntil: STARTED_AT });
  if (!claimed) throw new Error('The lease was taken.');
  await tests.save({ ...claimed, status: 'finished', endedAt: STARTED_AT.toISOString() }, null);
  const partOf = { kind: 'gate', deploymentId: 'd1', round: 1, side: 'old' } as const;
  await tests.create(aLoadTest({ id: 'part', partOf }));
  expect(await entries(db)).toMatchObject([
    { id: 'loadTest~own', status: 'finished', title: expect.stringMatching(/^Before the fair: /) },
  ]);
});
