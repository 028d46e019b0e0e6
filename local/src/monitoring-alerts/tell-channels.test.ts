import { expect, test } from 'vitest';
import { alertPolicy } from './alert-policy.ts';
import type { AlertTurn } from './create-evaluator.ts';
import { notificationChannel } from './notification-channel.ts';
import { tellChannels } from './tell-channels.ts';
import { A_POLICY } from './testing/a-policy.ts';

const policy = {
  ...alertPolicy.parse({ ...A_POLICY, notificationChannels: ['mail', 'hook', 'known', 'gone'] }),
  name: 'p',
};
const TURN: AlertTurn = {
  policy,
  condition: policy.conditions[0] ?? null,
  violation: { resource: { type: 'r', labels: {} }, metric: { type: 'm', labels: {} }, value: 0.5 },
  alert: {
    name: 'projects/demo/alerts/1',
    state: 'OPEN',
    openTime: '2026-03-01T12:00:00.000Z',
    resource: { type: 'cloud_run_revision', labels: { service_name: 'agent' } },
    metric: { type: 'm', labels: {} },
    policy: { name: 'p', displayName: 'errors', userLabels: {} },
  },
};
const CHANNELS = {
  mail: notificationChannel.parse({ type: 'email', labels: { email_address: 'me@example.com' } }),
  hook: notificationChannel.parse({
    type: 'webhook_tokenauth',
    labels: { url: 'https://hook.example.com/?auth_token=1' },
  }),
  known: notificationChannel.parse({
    type: 'webhook_basicauth',
    labels: { url: 'https://known.example.com/', username: 'me', password: 'secret' },
  }),
};

async function tell(answer: () => Promise<Response>) {
  const lines: string[] = [];
  const calls: [string, string | null, unknown][] = [];
  await tellChannels(TURN, {
    projectId: 'demo',
    channels: {
      get: (name) => {
        const channel = CHANNELS[name as keyof typeof CHANNELS];
        return channel ? { ...channel, name } : null;
      },
    },
    say: (line) => void lines.push(line),
    fetch: async (url, init) => {
      const request = new Request(url, init);
      calls.push([request.url, request.headers.get('authorization'), await request.json()]);
      return await answer();
    },
  });
  return { lines, calls };
}

test('a webhook is called with the incident and its login, an e-mail is named, and a channel that is gone is passed over', async () => {
  const { lines, calls } = await tell(async () => new Response('ok'));
  expect(calls).toMatchObject([
    [
      'https://hook.example.com/?auth_token=1',
      null,
      { incident: { incident_id: '1', state: 'open', observed_value: '0.5' } },
    ],
    ['https://known.example.com/', `Basic ${btoa('me:secret')}`, { incident: { incident_id: '1' } }],
  ]);
  expect(lines).toEqual(['errors: open.', 'Would be told by e-mail: me@example.com.']);
});

test('a webhook that fails is said, without its secret', async () => {
  const refused = await tell(async () => new Response('no', { status: 500 }));
  const unreached = await tell(() => Promise.reject(new Error('no network')));
  expect(refused.lines).toContain('The webhook at hook.example.com answered with status 500.');
  expect(unreached.lines.join()).toContain('The webhook at hook.example.com was not reached');
  expect([...refused.lines, ...unreached.lines].join()).not.toMatch(/auth_token|secret/);
});
