import {
  type AlertStatus,
  alertSettings,
  type Deployment,
  Failure,
  type Incident,
  type LiveService,
} from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import type { MonitoringAlert } from '../gcp/monitoring-alerts.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { A_NOTIFICATION } from '../testing/a-notification.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { createMemoryCloudAlerts } from '../testing/memory-cloud-alerts.ts';
import { createMemoryHealthStore } from '../testing/memory-health-store.ts';
import { createMemoryNotificationStore } from '../testing/memory-notification-store.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { keepWatch, type WatchDependencies } from './keep-watch.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const LIVE = aDeployment({ id: 'd1', status: 'live', endedAt: '2026-03-01T11:00:00.000Z' });
const { spec } = LIVE;

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';
const service = (kind: LiveService['kind']) =>
  aLiveService(kind, { name: spec[kind].serviceName, current: { url: NOWHERE, since: '2026-03-01T11:00:00.000Z' } });

function world(part: Partial<WatchDependencies> = {}) {
  const cloud = createMemoryCloudAlerts();
  const health = createMemoryHealthStore();
  const notifications = createMemoryNotificationStore();
  const log = recordingLog();
  const queued: string[] = [];
  const incidents = new Map<string, Incident>();
  const statuses: AlertStatus[] = [];
  const told: MonitoringAlert[] = [];
  const deps: WatchDependencies = {
    projectId: 'p',
    consoleUrl: 'https://console.example.com',
    settings: {
      webhookSecret: async () => 's'.repeat(64),
      alerts: async () => ({
        ...alertSettings.parse({ emails: ['a@example.com'], webhookUrl: 'https://hook.example.com/secret' }),
        setBy: { uid: 'u', email: null },
        setAt: NOW.toISOString(),
      }),
      prices: async () => ({}),
      spending: async () => ({ dailyGpuCapUsd: 40, setBy: { uid: 'u', email: null }, setAt: NOW.toISOString() }),
    },
    deployments: { services: async () => [service('backend'), service('agent')], get: async () => LIVE },
    ended: async () => [],
    cloud,
    sight: { newestAlerts: async () => told, instanceCounts: async () => null },
    incidents: {
      open: async () => [...incidents.values()].filter(({ state }) => state === 'open'),
      known: async (ids) => new Set(ids.filter((id) => incidents.has(id))),
      save: async (changed) => {
        for (const one of changed) incidents.set(one.id, one);
      },
      saveStatus: async (status) => void statuses.push(status),
    },
    health,
    notifications,
    queueWebhook: async (id) => void queued.push(id),
    authorize: async () => 'Bearer token',
    now: () => NOW,
    log,
    ...part,
  };
  return { deps, cloud, health, notifications, log, queued, incidents, statuses, told };
}

test('a live pair is watched, and what is watched is on record without what is secret', async () => {
  const { deps, statuses, cloud, health } = world();
  await keepWatch(deps);
  expect(statuses).toEqual([
    {
      lookedAt: NOW.toISOString(),
      rules: { enabled: true, p95Seconds: 60, errorRate: 0.05, dailyUsd: 40 },
      emailCount: 1,
      webhookHost: 'hook.example.com',
      agents: [`${spec.region}~${spec.agent.serviceName}`],
      policyCount: 4,
      uptimeCheckCount: 0,
      failure: null,
    },
  ]);
  expect(cloud.policyBodies()).toHaveLength(4);
  expect(health.days).toHaveLength(1);
});

test('what Cloud Monitoring refuses is on record, and keeps nothing else from its work', async () => {
  const refuse = () => Promise.reject(new Failure({ ...SOME_FAILURE, code: 'permission-denied' }));
  const cloud = { ...createMemoryCloudAlerts(), policies: refuse };
  const failed: Deployment = { ...LIVE, id: 'd2', status: 'failed', failure: SOME_FAILURE, endedAt: NOW.toISOString() };
  const { deps, statuses, health, queued } = world({
    cloud,
    sight: { newestAlerts: refuse, instanceCounts: async () => null },
    ended: async () => [failed],
  });
  await keepWatch(deps);
  expect(statuses[0]?.failure).toMatchObject({ code: 'permission-denied' });
  expect([health.days.length, queued]).toEqual([1, ['deployment-d2']]);
});

test('an alert on one of our policies is taken over and makes the agent degraded or worse', async () => {
  const { deps, told, incidents, cloud } = world();
  await keepWatch(deps);
  const policy = cloud.policyBodies().find(({ userLabels }) => userLabels['kind'] === 'latency');
  if (!policy) throw new Error('There is no such policy.');
  told.push({ name: 'projects/p/alerts/7', state: 'OPEN', openTime: NOW.toISOString(), policy });
  await keepWatch(deps);
  expect(incidents.get('7')).toMatchObject({ state: 'open', kind: 'latency', deploymentId: 'd1' });
});

test('an agent that stays away is told of once', async () => {
  const { deps, notifications, queued } = world();
  const at = (minute: number) => () => new Date(NOW.getTime() + minute * 60_000);
  for (const minute of [0, 1, 2, 3]) await keepWatch({ ...deps, now: at(minute) });
  expect(queued).toHaveLength(1);
  expect(await notifications.get(queued[0] ?? '')).toMatchObject({ event: { kind: 'health-down' }, emailCount: 1 });
});

test('a turn that nobody lived to tell of is told by the next watch', async () => {
  const { deps, notifications, queued } = world();
  const watchAt = (minute: number, part: Partial<WatchDependencies> = {}) =>
    keepWatch({ ...deps, ...part, now: () => new Date(NOW.getTime() + minute * 60_000) });
  await watchAt(0);
  const create = () => Promise.reject(new Error('Firestore is unavailable.'));
  await watchAt(1, { notifications: { ...notifications, create } });
  expect(queued).toEqual([]);
  await watchAt(2);
  expect(await notifications.get(queued[0] ?? '')).toMatchObject({ event: { kind: 'health-down' } });
});

test('a status that cannot be written keeps nothing else from its work', async () => {
  const { deps, health } = world();
  const saveStatus = () => Promise.reject(new Error('Firestore is unavailable.'));
  await keepWatch({ ...deps, incidents: { ...deps.incidents, saveStatus } });
  expect(health.days).toHaveLength(1);
});

test('a webhook whose task was lost is queued again, one that the queue still tries is not', async () => {
  const { deps, notifications, queued } = world();
  const old = { ...A_NOTIFICATION, createdAt: '2026-03-01T11:50:00.000Z' };
  const tried = { status: 'waiting', attempts: 2, lastError: 'Not now.' } as const;
  await notifications.create({ ...old, id: 'lost' }, null);
  await notifications.create({ ...old, id: 'tried', webhook: tried }, null);
  await notifications.create({ ...old, id: 'given-up', createdAt: '2026-03-01T09:00:00.000Z', webhook: tried }, null);
  await keepWatch(deps);
  expect(queued.toSorted()).toEqual(['given-up', 'lost']);
});
