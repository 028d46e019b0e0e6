import { type LoadObservation, loadObservation, loadObservationPath, loadTestPath } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { createObservationStore } from './observation-store.ts';

const minutesAgo = (minutes: number) => new Date(STARTED_AT.getTime() - minutes * 60_000).toISOString();
const seen = (part: Partial<LoadObservation> = {}): LoadObservation => ({
  kind: 'agent',
  serviceName: 'a',
  revision: 'a-1',
  status: 'waiting',
  lookedAt: minutesAgo(1),
  periodSeconds: 60,
  delaySeconds: 180,
  failure: null,
  metricsJson: '{}',
  ...part,
});

test('tests that run or have just ended are found until their metrics are settled; what cannot be read hides none', async () => {
  const db = openFirestore('observations');
  const store = createObservationStore(db);
  const startAt = minutesAgo(20);
  const put = (id: string, part: Parameters<typeof aLoadTest>[0]) =>
    db.doc(loadTestPath(id)).set(aLoadTest({ id, ...part }));
  await put('running', { status: 'running', startAt });
  await put('starting', { status: 'starting' });
  await put('ended', { status: 'finished', startAt, endedAt: minutesAgo(2) });
  await put('settled', { status: 'finished', startAt, endedAt: minutesAgo(3) });
  await put('long', { status: 'finished', startAt, endedAt: minutesAgo(40) });
  await db.doc(loadTestPath('strange')).set({ status: 'running' });
  await store.save('settled', [seen({ status: 'complete' }), seen({ kind: 'backend', status: 'partial' })]);
  await store.save('ended', [seen({ status: 'complete' }), seen({ kind: 'backend' })]);
  const found = await store.unsettled(new Date(minutesAgo(15)));
  expect(Object.fromEntries(found.map(({ test, seen: kept }) => [test.id, kept.length]))).toEqual({
    ended: 2,
    running: 0,
  });
});

test('a later look is written over an earlier one, never the other way round, and never over what is settled', async () => {
  const db = openFirestore('observations');
  const store = createObservationStore(db);
  const kept = async () => loadObservation.parse((await db.doc(loadObservationPath('t', 'agent')).get()).data());
  await store.save('t', [seen({ lookedAt: minutesAgo(2) })]);
  await store.save('t', [seen({ lookedAt: minutesAgo(1), periodSeconds: 10 })]);
  expect((await kept()).periodSeconds).toBe(10);
  await store.save('t', [seen({ lookedAt: minutesAgo(3) })]);
  expect((await kept()).periodSeconds).toBe(10);
  await store.save('t', [seen({ lookedAt: minutesAgo(0), status: 'complete' })]);
  await store.save('t', [seen({ lookedAt: minutesAgo(-1) })]);
  expect((await kept()).status).toBe('complete');
});
