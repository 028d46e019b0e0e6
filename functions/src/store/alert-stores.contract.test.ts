import {
  ALERT_STATUS_PATH,
  alertSettings,
  COLLECTIONS,
  type HealthDay,
  type Incident,
  incidentPath,
  mailPath,
} from '@proving-ground/shared';
import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { mailDocument } from '../notifications/mail-document.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { A_NOTIFICATION } from '../testing/a-notification.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { createDeploymentStore } from './deployment-store.ts';
import { createEndedDeployments } from './ended-deployments.ts';
import { createHealthStore } from './health-store.ts';
import { createIncidentStore } from './incident-store.ts';
import { createNotificationStore } from './notification-store.ts';
import { createSettingsStore } from './settings-store.ts';

const NOW = new Date('2026-03-02T12:00:00.000Z');

describe('health', () => {
  const aDay = (day: string, name = 'agent'): HealthDay => ({
    region: 'europe-west1',
    name,
    day,
    changes: [{ at: `${day}T10:00:00.000Z`, state: 'up', detail: 'It answers.' }],
    checkedAt: `${day}T11:00:00.000Z`,
    askedAt: null,
    failures: 0,
  });

  test('the newest of today and yesterday is told', async () => {
    const store = createHealthStore(openFirestore('health'));
    expect(await store.latest('europe-west1', 'agent', NOW)).toBeNull();
    await store.save(aDay('2026-02-28'), null);
    expect(await store.latest('europe-west1', 'agent', NOW)).toBeNull();
    await store.save(aDay('2026-03-01'), null);
    expect(await store.latest('europe-west1', 'agent', NOW)).toEqual(aDay('2026-03-01'));
    await store.save(aDay('2026-03-02'), null);
    expect(await store.latest('europe-west1', 'agent', NOW)).toEqual(aDay('2026-03-02'));
  });

  test('old days of an agent are forgotten, and none of another whose name begins the same', async () => {
    const db = openFirestore('health');
    const store = createHealthStore(db);
    const days = [
      aDay('2026-01-01'),
      aDay('2026-01-29'),
      aDay('2026-01-30'),
      aDay('2026-03-01'),
      aDay('2026-01-01', 'agent-two'),
    ];
    for (const day of days) await store.save(day, null);
    await store.forgetOld('europe-west1', 'agent', NOW);
    const left = await db.collection(COLLECTIONS.health).listDocuments();
    expect(left.map(({ id }) => id).toSorted()).toEqual([
      'europe-west1~agent-two~2026-01-01',
      'europe-west1~agent~2026-01-30',
      'europe-west1~agent~2026-03-01',
    ]);
  });
});

describe('notifications', () => {
  test('are made once, with their e-mail in the same step', async () => {
    const db = openFirestore('notifications');
    const store = createNotificationStore(db);
    const mail = mailDocument(A_NOTIFICATION.event, ['a@example.com']);
    expect(await store.create(A_NOTIFICATION, mail)).toEqual({ created: true });
    expect(await store.create({ ...A_NOTIFICATION, emailCount: 7 }, mail)).toEqual({ created: false });
    // Created on 1 March 2026.
    const told = await store.get('n1');
    expect(told).toEqual({ ...A_NOTIFICATION, expiresAt: Timestamp.fromDate(new Date('2026-05-30T12:00:00.000Z')) });
    const expiresAt = Timestamp.fromDate(new Date('2026-03-31T12:00:00.000Z'));
    expect((await db.doc(mailPath('n1')).get()).data()).toEqual({ ...mail, expiresAt });
  });

  test('whose webhook waits are found, oldest first, until it was called', async () => {
    const store = createNotificationStore(openFirestore('notifications'));
    const older = { ...A_NOTIFICATION, id: 'n0', createdAt: '2026-03-01T11:00:00.000Z' };
    const off = { ...A_NOTIFICATION, id: 'n2', webhook: { ...A_NOTIFICATION.webhook, status: 'off' as const } };
    for (const one of [A_NOTIFICATION, older, off]) await store.create(one, null);
    expect((await store.waiting(NOW, 10)).map(({ id }) => id)).toEqual(['n0', 'n1']);
    expect(await store.waiting(new Date('2026-03-01T11:30:00.000Z'), 10)).toMatchObject([older]);
    await store.saveWebhook('n0', { status: 'sent', attempts: 1, lastError: null });
    expect((await store.waiting(NOW, 10)).map(({ id }) => id)).toEqual(['n1']);
  });
});

test('incidents: open ones are found, and which of some are known', async () => {
  const db = openFirestore('incidents');
  const store = createIncidentStore(db);
  const incident: Incident = {
    id: '7',
    kind: 'latency',
    region: 'europe-west1',
    service: 'agent',
    deploymentId: 'd1',
    title: 'slow answers',
    state: 'open',
    openedAt: '2026-03-01T12:00:00.000Z',
    closedAt: null,
  };
  const closed: Incident = { ...incident, id: '6', state: 'closed', closedAt: '2026-03-01T12:10:00.000Z' };
  await store.save([incident, closed]);
  expect(await store.open()).toEqual([incident]);
  expect(await store.known(['5', '6', '7'])).toEqual(new Set(['6', '7']));
  expect(await store.known([])).toEqual(new Set());
  const expiryOf = async (id: string): Promise<unknown> => (await db.doc(incidentPath(id)).get()).get('expiresAt');
  expect(await expiryOf('7')).toBeUndefined();
  expect(await expiryOf('6')).toEqual(Timestamp.fromDate(new Date('2026-05-30T12:10:00.000Z')));
  const rules = { enabled: true, p95Seconds: 1, errorRate: 0.1, dailyUsd: null };
  const lookedAt = NOW.toISOString();
  const status = {
    lookedAt,
    rules,
    emailCount: 0,
    webhookHost: null,
    agents: [],
    policyCount: 0,
    uptimeCheckCount: 0,
    failure: null,
  };
  await store.saveStatus(status);
  expect((await db.doc(ALERT_STATUS_PATH).get()).data()).toEqual(status);
});

test('settings of alerts and the secret of webhooks are kept apart', async () => {
  const store = createSettingsStore(openFirestore('settings'));
  expect([await store.alerts(), await store.webhookSecret()]).toEqual([null, null]);
  const settings = { ...alertSettings.parse({}), setBy: { uid: 'u', email: null }, setAt: NOW.toISOString() };
  const secret = 'x'.repeat(64);
  await store.saveAlerts(settings);
  await store.saveWebhookSecret(secret);
  expect([await store.alerts(), await store.webhookSecret()]).toEqual([settings, secret]);
});

test('deployments that have ended lately are found, the running ones not', async () => {
  const db = openFirestore('ended');
  const deployments = createDeploymentStore(db);
  for (const id of ['a', 'b', 'c']) {
    await deployments.create(
      aDeployment({ id, spec: { agent: { serviceName: `${id}-agent` }, backend: { serviceName: `${id}-backend` } } }),
    );
  }
  await db.doc('deployments/b').update({ status: 'failed', endedAt: '2026-03-02T11:50:00.000Z' });
  await db.doc('deployments/c').update({ status: 'live', endedAt: '2026-03-02T11:00:00.000Z' });
  const ended = await createEndedDeployments(db)(new Date('2026-03-02T11:30:00.000Z'));
  expect(ended.map(({ id, status }) => [id, status])).toEqual([['b', 'failed']]);
});
