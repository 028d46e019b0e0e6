import { createHmac } from 'node:crypto';
import { alertSettings } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { wantedChannels } from './wanted-channels.ts';

const SECRET = 's'.repeat(64);
const settings = alertSettings.parse({ emails: ['me@example.com'], webhookUrl: 'https://hook.example.com/x' });

test('a webhook gets a login that its receiver can work out from the secret, and not the secret', () => {
  const webhook = wantedChannels(settings, SECRET).find(({ type }) => type === 'webhook_basicauth');
  expect(webhook?.labels).toEqual({
    url: 'https://hook.example.com/x',
    username: 'cloud-monitoring',
    password: createHmac('sha256', SECRET).update('cloud-monitoring').digest('hex'),
  });
  expect(webhook?.displayName).toBe('Proving Ground: hook.example.com');
  // What others may read holds neither.
  const { displayName, userLabels } = webhook ?? {};
  expect(JSON.stringify({ displayName, userLabels })).not.toMatch(
    new RegExp(`${SECRET}|${webhook?.labels['password']}`),
  );
});

test('without a secret a webhook is not told, as none of ours is sent either', () => {
  expect(wantedChannels(settings, null).map(({ type }) => type)).toEqual(['email']);
});

test('off, nobody is told', () => {
  expect(wantedChannels({ ...settings, enabled: false }, SECRET)).toEqual([]);
});
