import { deploymentEvent, deploymentEventsPath, deploymentPath } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { describeDeploymentStore } from '../testing/store-suite/describe-deployment-store.ts';
import { createDeploymentStore } from './deployment-store.ts';

describeDeploymentStore('in Firestore', async () => {
  const db = openFirestore('store');
  return {
    store: createDeploymentStore(db),
    events: async (id) => {
      const { docs } = await db.collection(deploymentEventsPath(id)).orderBy('seq').get();
      return docs.map((document) => deploymentEvent.parse(document.data()));
    },
  };
});

test('a record that does not fit its schema is named, not passed on', async () => {
  const db = openFirestore('store');
  await db.doc(deploymentPath('broken')).set({ id: 'broken' });
  const store = createDeploymentStore(db);
  await expect(store.get('broken')).rejects.toThrow(/deployments\/broken does not fit its schema/);
});

test('event documents sort by number even past the tenth', async () => {
  const db = openFirestore('store');
  const store = createDeploymentStore(db);
  await store.create(aDeployment({ id: 'many' }));
  const lease = { id: 'many', now: STARTED_AT, leaseUntil: STARTED_AT, plannedAtEpoch: null };
  const claim = await store.claim(lease);
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  const events = Array.from({ length: 12 }, (_, index) => ({
    step: null,
    level: 'info' as const,
    message: `${index}`,
  }));
  await store.save({ next: claim.record, events, now: STARTED_AT, leaseUntil: null, nextLookAt: STARTED_AT });
  const { docs } = await db.collection(deploymentEventsPath('many')).get();
  expect(docs.map((document) => document.get('message'))).toEqual(events.map(({ message }) => message));
});

test('the largest spec that is allowed, with every name and value at its limit, still fits the database', async () => {
  const store = createDeploymentStore(openFirestore('store'));
  const env = Object.fromEntries(Array.from({ length: 2 }, (_, index) => [`BIG_${index}`, 'x'.repeat(32_000)]));
  const labels = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`label-${index}`, 'v'.repeat(63)]));
  const largest = aDeployment({ spec: { agent: { env, labels }, backend: { env, labels } } });
  expect(await store.create(largest)).toEqual({ created: true });
  expect(await store.get(largest.id)).toEqual(largest);
});
