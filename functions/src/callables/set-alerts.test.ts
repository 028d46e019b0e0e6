import { type AlertSettings, alertSettings, type StoredAlertSettings } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { setAlerts } from './set-alerts.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');

function settingsStore() {
  const stored = { alerts: null as StoredAlertSettings | null, secret: null as string | null };
  const set = (part: Partial<AlertSettings>, newWebhookSecret = false, allowThisMachine = false) =>
    setAlerts({
      request: { settings: alertSettings.parse(part), newWebhookSecret },
      caller: { uid: 'u1', email: 'owner@example.com', emailVerified: true, role: 'owner' },
      settings: {
        saveAlerts: async (alerts) => {
          stored.alerts = alerts;
        },
        webhookSecret: async () => stored.secret,
        saveWebhookSecret: async (secret) => {
          stored.secret = secret;
        },
      },
      allowThisMachine,
      now: NOW,
    });
  return { stored, set };
}

test('who set what is on record, and an address counts once', async () => {
  const { stored, set } = settingsStore();
  expect(await set({ p95Seconds: 3, emails: ['Me@Example.com', 'me@example.com'] })).toEqual({ webhookSecret: null });
  expect(stored.alerts).toMatchObject({
    p95Seconds: 3,
    emails: ['me@example.com'],
    setBy: { uid: 'u1', email: 'owner@example.com' },
    setAt: NOW.toISOString(),
  });
});

test('the secret is answered when it is made, kept after that, and made anew when asked', async () => {
  const { stored, set } = settingsStore();
  const first = await set({ webhookUrl: 'https://hook.example.com/' });
  expect(first.webhookSecret).toMatch(/^[0-9a-f]{64}$/);
  expect(await set({ webhookUrl: 'https://other.example.com/' })).toEqual({ webhookSecret: null });
  expect(stored.secret).toBe(first.webhookSecret);
  const second = await set({ webhookUrl: 'https://other.example.com/' }, true);
  expect([second.webhookSecret === first.webhookSecret, stored.secret]).toEqual([false, second.webhookSecret]);
});

test('plain http to this machine is for the local product alone', async () => {
  const { stored, set } = settingsStore();
  const url = 'http://127.0.0.1:9000/hook';
  await expect(set({ webhookUrl: url })).rejects.toMatchObject({ record: { reason: 'WEBHOOK_NOT_PUBLIC' } });
  expect(stored).toEqual({ alerts: null, secret: null });
  await set({ webhookUrl: url }, false, true);
  expect(stored.alerts?.webhookUrl).toBe(url);
});
