import { type AlertSettings, alertSettings, Failure, type FailureRecord } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { A_NOTIFICATION } from '../testing/a-notification.ts';
import { aWatchedPair } from '../testing/a-watched-pair.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { createMemoryNotificationStore } from '../testing/memory-notification-store.ts';
import { deliverWebhook, WEBHOOK_ATTEMPTS } from './deliver-webhook.ts';
import { deploymentEvent, healthEvent } from './event-texts.ts';
import { mailDocument } from './mail-document.ts';
import { notify } from './notify.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const CONSOLE = 'https://console.example.com';
const NAMED = { id: A_NOTIFICATION.id, event: A_NOTIFICATION.event };

describe('telling', () => {
  const tell = (settings: Partial<AlertSettings>, store = createMemoryNotificationStore(), event = NAMED) => {
    const queueWebhook = vi.fn(async () => undefined);
    const done = notify(event, {
      settings: alertSettings.parse(settings),
      notifications: store,
      queueWebhook,
      now: NOW,
    });
    return { done, store, queueWebhook };
  };

  test('writes one e-mail for all addresses and queues the webhook', async () => {
    const { done, store, queueWebhook } = tell({
      emails: ['a@example.com', 'b@example.com'],
      webhookUrl: 'https://h.example',
    });
    await done;
    expect(store.mails.get('n1')?.to).toEqual(['a@example.com', 'b@example.com']);
    expect(queueWebhook).toHaveBeenCalledExactlyOnceWith('n1');
    expect(await store.get('n1')).toMatchObject({ emailCount: 2, webhook: { status: 'waiting' } });
  });

  test('the same again does nothing', async () => {
    const { done, store } = tell({ webhookUrl: 'https://h.example' });
    await done;
    const again = tell({ emails: ['a@example.com'], webhookUrl: 'https://h.example' }, store);
    await again.done;
    expect([store.mails.size, again.queueWebhook.mock.calls.length]).toEqual([0, 0]);
  });

  test('without addresses it is on record all the same; with alerts off only a test is', async () => {
    const { done, store } = tell({});
    await done;
    expect(await store.get('n1')).toMatchObject({ emailCount: 0, webhook: { status: 'off' } });
    const off = tell({ enabled: false });
    await off.done;
    expect(await off.store.get('n1')).toBeNull();
    const probe = tell({ enabled: false }, undefined, { ...NAMED, event: { ...NAMED.event, kind: 'test' } });
    await probe.done;
    expect(await probe.store.get('n1')).not.toBeNull();
  });
});

describe('a webhook', () => {
  const deliver = (
    store: ReturnType<typeof createMemoryNotificationStore>,
    post: () => Promise<void>,
    url: string | null = 'https://h.example/',
  ) =>
    deliverWebhook('n1', {
      notifications: store,
      settings: alertSettings.parse({ webhookUrl: url }),
      secret: 'secret',
      projectId: 'demo',
      allowThisMachine: false,
      post,
      now: NOW,
    });
  const failing = (part: Partial<FailureRecord>) => () => Promise.reject(new Failure({ ...SOME_FAILURE, ...part }));

  test('that arrived is not called again', async () => {
    const store = createMemoryNotificationStore(A_NOTIFICATION);
    const post = vi.fn(async () => undefined);
    await deliver(store, post);
    await deliver(store, post);
    expect(post).toHaveBeenCalledOnce();
    expect(await store.get('n1')).toMatchObject({ webhook: { status: 'sent', attempts: 1, lastError: null } });
  });

  test('is tried again while that may help, a bounded number of times', async () => {
    const store = createMemoryNotificationStore(A_NOTIFICATION);
    const post = failing({ retryable: true, message: 'Not now.' });
    for (let attempt = 1; attempt < WEBHOOK_ATTEMPTS; attempt += 1) {
      await expect(deliver(store, post)).rejects.toThrow('Not now.');
      expect(await store.get('n1')).toMatchObject({ webhook: { status: 'waiting', attempts: attempt } });
    }
    await deliver(store, post);
    expect(await store.get('n1')).toMatchObject({
      webhook: { status: 'failed', attempts: WEBHOOK_ATTEMPTS, lastError: 'Not now.' },
    });
  });

  test('that can never work is given up at once', async () => {
    const store = createMemoryNotificationStore(A_NOTIFICATION);
    await deliver(store, failing({ retryable: false }));
    expect(await store.get('n1')).toMatchObject({ webhook: { status: 'failed', attempts: 1 } });
  });

  test('whose address was taken away meanwhile is not called', async () => {
    const store = createMemoryNotificationStore(A_NOTIFICATION);
    const post = vi.fn(async () => undefined);
    await deliver(store, post, null);
    expect(post).not.toHaveBeenCalled();
    expect(await store.get('n1')).toMatchObject({ webhook: { status: 'off' } });
  });
});

describe('what is told', () => {
  const failure = { ...SOME_FAILURE, message: 'The gate refused it.', nextStep: 'Look at the page.' };

  test('of a release that failed: what, why, what next, and that what served goes on', () => {
    const named = deploymentEvent(
      aDeployment({ id: 'abc', status: 'failed', failure, endedAt: '2026-03-01T12:30:00.000Z' }),
      CONSOLE,
    );
    expect(named).toMatchObject({ id: 'deployment-abc', event: { url: `${CONSOLE}/deployments/abc` } });
    for (const part of ['The gate refused it.', 'What served before serves on.', 'Look at the page.']) {
      expect(named?.event.text).toContain(part);
    }
  });

  test.each([
    ['failed', 'refused', 'release-refused', 'was refused by its load gate'],
    ['held', 'undecided', 'release-undecided', 'waits for a decision'],
  ] as const)('of one that is %s because its load gate %s', (status, gateStatus, kind, words) => {
    const gate = { status: gateStatus, old: null, new: null, parts: [], criteria: [], reason: 'p95 doubled.' };
    const deployment = aDeployment({
      status,
      failure: status === 'failed' ? failure : null,
      endedAt: '2026-03-01T12:30:00.000Z',
      gate,
    });
    expect(deploymentEvent(deployment, CONSOLE)?.event).toMatchObject({ kind, title: expect.stringContaining(words) });
  });

  test.each(['live', 'cancelled', 'held', 'deleted', 'running'] as const)('of one that is %s: nothing', (status) => {
    expect(deploymentEvent(aDeployment({ status, endedAt: '2026-03-01T12:30:00.000Z' }), CONSOLE)).toBeNull();
  });

  test('of an agent that went down: under an id that a second look at the same change has too', () => {
    const turn = { kind: 'health-down', at: '2026-03-01T12:00:00.000Z', detail: 'Status 503.' } as const;
    const told = () => healthEvent(aWatchedPair(), turn, CONSOLE);
    expect(told()).toEqual(told());
    expect(told().event.text).toContain('Status 503.');
  });

  test('an e-mail has a plain text and a safe HTML', () => {
    const { message } = mailDocument(A_NOTIFICATION.event, ['a@example.com']);
    expect(message.text).toContain('Roll <back>.\n\nhttps://console.example.com/');
    expect(message.html).toContain('<p>Roll &lt;back&gt;.</p>');
  });
});
