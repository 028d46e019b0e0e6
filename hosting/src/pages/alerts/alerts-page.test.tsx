// @vitest-environment happy-dom
import {
  type AlertStatus,
  DEFAULT_ALERT_SETTINGS,
  Failure,
  type Incident,
  type Notification,
  type Role,
  type StoredAlertSettings,
} from '@proving-ground/shared';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import type { AlertData } from '../../api/alert-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { AlertsPage } from './alerts-page.tsx';

const STATUS: AlertStatus = {
  lookedAt: new Date().toISOString(),
  rules: { enabled: true, p95Seconds: 30, errorRate: 0.05, dailyUsd: 40 },
  emailCount: 1,
  webhookHost: 'hook.example.com',
  agents: ['europe-west1~zoo-agent'],
  policyCount: 4,
  uptimeCheckCount: 0,
  failure: null,
};
const SAVED: StoredAlertSettings = {
  ...DEFAULT_ALERT_SETTINGS,
  emails: ['me@example.com'],
  webhookUrl: 'https://hook.example.com/x',
  setBy: { uid: 'u1', email: 'owner@example.com' },
  setAt: '2026-03-01T12:00:00.000Z',
};
const INCIDENT: Incident = {
  id: '7',
  kind: 'latency',
  region: 'europe-west1',
  service: 'zoo-agent',
  deploymentId: 'd1',
  title: 'zoo-agent in europe-west1: slow answers',
  state: 'open',
  openedAt: '2026-03-01T12:00:00.000Z',
  closedAt: null,
};
const NEWS: Notification = {
  id: 'n1',
  event: {
    kind: 'health-down',
    at: '2026-03-01T12:00:00.000Z',
    title: 'zoo-agent is down',
    text: 'It does not answer.',
    url: 'https://console.example.com/deployments/d1',
  },
  createdAt: '2026-03-01T12:00:00.000Z',
  emailCount: 1,
  webhook: { status: 'failed', attempts: 8, lastError: 'The webhook answered with status 500.' },
};

function open(alerts: Partial<AlertData> = {}, options: { role?: Role; call?: () => Promise<unknown> } = {}) {
  const call = vi.fn(options.call ?? (async () => ({ webhookSecret: null })));
  const { role = 'owner' } = options;
  const root = show(<AlertsPage />, { api: anApi({ role, alerts, callables: { call: call as never } }) });
  return { root, call, ...person(root) };
}

test('before anybody has looked or set anything, that is said', async () => {
  const { root } = open();
  for (const text of [
    'Nobody has looked yet.',
    'nobody has changed them yet',
    'No alert has been open yet.',
    'Nothing has been told yet',
  ]) {
    expect(root.textContent).toContain(text);
  }
  await expectAccessible(root);
});

test('what is watched, who is told, what happened: all of it in words', async () => {
  const { root, link } = open({
    status: () => ready(STATUS),
    settings: () => ready(SAVED),
    incidents: () => list(INCIDENT, { ...INCIDENT, id: '6', state: 'closed', closedAt: '2026-03-01T12:10:00.000Z' }),
    notifications: () => list(NEWS),
  });
  for (const text of [
    '4 alert policies of Cloud Monitoring watch 1 agent.',
    'more than 5 % of requests with 5xx',
    '95th percentile above 30 s',
    '$40.00 a day',
    '1 e-mail address and a webhook at hook.example.com',
    'Set by owner@example.com',
    '10 min 00 s',
    'given up after 8 attempts: The webhook answered with status 500.',
  ]) {
    expect(root.textContent).toContain(text);
  }
  expect(link('zoo-agent is down').getAttribute('href')).toBe('/deployments/d1');
  await expectAccessible(root);
});

test.each([
  ['off', { rules: { ...STATUS.rules, enabled: false } }, 'Alerts are off'],
  ['without an agent', { agents: [], policyCount: 0 }, 'No agent is live.'],
  ['not working', { failure: aFailure() }, 'Cloud Monitoring could not be brought into line'],
  ['silent', { lookedAt: '2026-03-01T12:00:00.000Z' }, 'They look every minute'],
  ['telling nobody', { emailCount: 0, webhookHost: null }, 'nobody: alerts are shown here alone'],
] satisfies [string, Partial<AlertStatus>, string][])('watching that is %s is said', (_what, change, text) => {
  expect(open({ status: () => ready({ ...STATUS, ...change }) }).root.textContent).toContain(text);
});

test('an owner changes a threshold and adds an address; the new secret is shown once', async () => {
  const { root, call, type, press } = open({}, { call: async () => ({ webhookSecret: 'abc123' }) });
  await type('Slow answers from', '12');
  await type('E-mail addresses', 'me@example.com');
  await type('Webhook', 'https://hook.example.com/x');
  await press('Save');
  const settings = {
    ...DEFAULT_ALERT_SETTINGS,
    p95Seconds: 12,
    emails: ['me@example.com'],
    webhookUrl: 'https://hook.example.com/x',
  };
  expect(call).toHaveBeenCalledExactlyOnceWith('setAlerts', { settings, newWebhookSecret: false });
  await vi.waitFor(() => expect(root.textContent).toContain('abc123'));
  expect(root.textContent).toContain('Saved.');
  await expectAccessible(root);
});

test('what was saved is taken back with one press: the settings before are saved again', async () => {
  const { root, call, type, press, field } = open({ settings: () => ready(SAVED) });
  const { setBy: _by, setAt: _at, ...before } = SAVED;
  await type('Slow answers from', '12');
  await press('Save');
  await vi.waitFor(() => expect(root.textContent).toContain('Saved.'));
  await press('Undo');
  expect(call).toHaveBeenLastCalledWith('setAlerts', { settings: before, newWebhookSecret: false });
  await vi.waitFor(() => expect(root.textContent).not.toContain('Saved.'));
  expect(field('Slow answers from').value).toBe('60');
});

test('another secret is made once that was confirmed, for the old one is gone then', async () => {
  const { root, call, press } = open(
    { settings: () => ready(SAVED) },
    { call: async () => ({ webhookSecret: 'def456' }) },
  );
  await press('New secret');
  await expectAccessible(root);
  await press('Keep the old one');
  expect(call).not.toHaveBeenCalled();
  await press('New secret');
  await act(() => void [...root.querySelectorAll('dialog button')].at(-1)?.dispatchEvent(new MouseEvent('click')));
  expect(call).toHaveBeenCalledWith('setAlerts', expect.objectContaining({ newWebhookSecret: true }));
  await vi.waitFor(() => expect(root.textContent).toContain('def456'));
});

test('what is wrong stands beside its field, gets the focus, and nothing is sent', async () => {
  const { root, call, type, press, field } = open();
  await type('Webhook', 'http://example.com/');
  await press('Save');
  expect(root.textContent).toContain('Write an address that begins with https://.');
  expect(call).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field('Webhook'));
});

test('a test can be sent when there is somebody to tell and nothing unsaved', async () => {
  const { root, call, press, type } = open({ settings: () => ready(SAVED) });
  await press('Send a test');
  expect(call).toHaveBeenCalledWith('testNotification', { idempotencyKey: expect.any(String) });
  await vi.waitFor(() => expect(root.textContent).toContain('What came of it stands below.'));
  await type('Slow answers from', '1');
  expect(root.textContent).not.toContain('Send a test');
});

test('what is refused is said', async () => {
  const { root, press } = open({}, { call: () => Promise.reject(new Failure(aFailure())) });
  await press('Save');
  await vi.waitFor(() => expect(root.textContent).toContain('Not saved'));
});

test('others see what is watched and not the addresses', async () => {
  const settings = vi.fn();
  const { root } = open({ status: () => ready(STATUS), settings }, { role: 'viewer' });
  expect(root.textContent).toContain('Owners can change what is watched');
  expect(root.querySelector('form')).toBeNull();
  expect(settings).not.toHaveBeenCalled();
  await expectAccessible(root);
});

test('what cannot be read is said, each part for itself', async () => {
  const failed = () => live<never>({ kind: 'failed', failure: aFailure() });
  const { root } = open({ status: failed, settings: failed, incidents: failed, notifications: failed });
  expect(root.querySelectorAll('[role="alert"]')).toHaveLength(4);
  await expectAccessible(root);
});

test('records of another version are counted, not hidden', () => {
  const { root } = open({ incidents: () => ready({ items: [], unreadableIds: ['1', '2'] }) });
  expect(root.textContent).toContain('2 of the records cannot be shown');
});
