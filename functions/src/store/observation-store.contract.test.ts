import { type LoadObservation, loadObservation, loadObservationPath, loadTestPath } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { createObservationStore } from './observation-store.ts';

const minutesAgo = (minutes: number) => new Date(STARTED_AT.getTime() - minutes * 60_000).toISOString();
const seen = (settledAt: string | null): LoadObservation => ({
  kind: 'agent',
  serviceName: 'a',
  lookedAt: minutesAgo(0),
  settledAt,
  periodSeconds: 60,
  metricsJson: '{}',
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
  await store.save('settled', [seen(minutesAgo(0))]);
  await store.save('ended', [seen(null)]);
  const found = await store.unsettled(new Date(minutesAgo(15)));
  expect(found.map(({ id }) => id).sort()).toEqual(['ended', 'running']);
  await store.save('ended', [{ ...seen(minutesAgo(0)), periodSeconds: 10 }]);
  const document = await db.doc(loadObservationPath('ended', 'agent')).get();
  expect(loadObservation.parse(document.data())).toMatchObject({ periodSeconds: 10 });
});
