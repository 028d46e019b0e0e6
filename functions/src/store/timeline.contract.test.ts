import {
  COLLECTIONS,
  type Deployment,
  type GateRecord,
  type HealthDay,
  healthEntry,
  type Incident,
  timelineEntry,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { aLoadTest } from '../testing/a-load-test.ts';
import { finished } from '../testing/finished.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { claimAt, saving } from '../testing/store-suite/store-calls.ts';
import { createDeploymentStore } from './deployment-store.ts';
import { createHealthStore } from './health-store.ts';
import { createIncidentStore } from './incident-store.ts';
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
  await store.save(saving({ ...finished(claim.record, 'failed'), epoch: claim.record.epoch }));
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

test('a load gate has one, from its first load test to its verdict with the reason', async () => {
  const db = openFirestore('timeline');
  const store = createDeploymentStore(db);
  const deployment = aDeployment();
  const gateEntries = async () => (await entries(db)).filter(({ area }) => area === 'gate');
  const at = (minute: number) => new Date(STARTED_AT.getTime() + minute * 60_000).toISOString();
  const save = async (gate: GateRecord, step: Partial<Deployment['steps']['gate']>) => {
    const claim = await store.claim(claimAt(deployment.id, 0));
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    const { steps } = claim.record;
    const next = { ...claim.record, gate, steps: { ...steps, gate: { ...steps.gate, ...step } } };
    await store.save(saving(next));
  };
  const gate: GateRecord = { status: 'running', old: null, new: null, parts: [], criteria: [], reason: 'Warming up.' };
  await store.create(deployment);
  expect(await gateEntries()).toEqual([]);
  await save(gate, { status: 'running', startedAt: at(5) });
  expect(await gateEntries()).toMatchObject([
    { id: `gate~${deployment.id}`, status: 'running', createdAt: at(5), endedAt: null, detail: '' },
  ]);
  await save({ ...gate, status: 'passed', reason: 'Every limit holds.' }, { status: 'done', endedAt: at(9) });
  expect(await gateEntries()).toMatchObject([
    {
      ...{ status: 'passed', createdAt: at(5), endedAt: at(9), detail: 'Every limit holds.' },
      ...{ actor: { email: 'operator@example.com' }, path: `/deployments/${deployment.id}#gate` },
      words: expect.arrayContaining(['passed', 'gate', 'europe-west1']),
    },
  ]);
});

test('an alert has one, from when it opened until it closed; an agent that went down has one too', async () => {
  const db = openFirestore('timeline');
  const incident: Incident = {
    ...{ id: '7', kind: 'latency', region: 'europe-west1', service: 'zoo-agent', deploymentId: 'd1' },
    ...{ title: 'zoo-agent in europe-west1: slow answers', state: 'open', closedAt: null },
    openedAt: STARTED_AT.toISOString(),
  };
  const incidents = createIncidentStore(db);
  await incidents.save([incident]);
  expect(await entries(db)).toMatchObject([{ id: 'incident~7', area: 'alert', status: 'open', endedAt: null }]);
  const closedAt = '2026-03-01T13:00:00.000Z';
  await incidents.save([{ ...incident, state: 'closed', closedAt }]);
  expect(await entries(db)).toMatchObject([
    { ...{ status: 'closed', endedAt: closedAt, title: incident.title, path: '/alerts', actor: null } },
  ]);

  const [at, detail] = [closedAt, 'It answers with status 503.'];
  const day: HealthDay = {
    ...{ region: 'europe-west1', name: 'zoo-agent', day: '2026-03-01', failures: 2, checkedAt: at, askedAt: at },
    changes: [{ at, state: 'down', detail }],
  };
  const entry = healthEntry({ region: day.region, agent: day.name, kind: 'health-down', at, detail });
  await createHealthStore(db).save(day, entry);
  expect((await entries(db)).filter(({ status }) => status === 'down')).toEqual([entry]);
});
