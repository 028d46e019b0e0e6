import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { A_NOTIFICATION } from '../testing/a-notification.ts';
import { postWebhook } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const signed = signWebhook(A_NOTIFICATION, { secret: 'secret', projectId: 'demo', now: NOW });

async function aWebhook(status = 200) {
  const calls: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      calls.push({ headers: request.headers, body });
      response.writeHead(status, { location: '/elsewhere' }).end('thank you');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { calls, url: `http://127.0.0.1:${port}/hook?key=1`, port };
}

test('the local product calls a webhook on this machine, with a signature that can be checked', async () => {
  const { calls, url } = await aWebhook();
  await postWebhook(url, signed, { allowThisMachine: true });
  const [call] = calls;
  expect(JSON.parse(call?.body ?? '')).toMatchObject({
    id: 'n1',
    project: 'demo',
    kind: 'health-down',
    title: 'It is down',
  });
  const [, seconds, signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['x-proving-ground-signature'])) ?? [];
  expect(seconds).toBe(String(NOW.getTime() / 1_000));
  expect(signature).toBe(createHmac('sha256', 'secret').update(`${seconds}.${call?.body}`).digest('hex'));
});

test.each([
  [500, true],
  [429, true],
  [404, false],
  [302, false],
])('an answer with %i is a failure, and worth another attempt: %s', async (status, retryable) => {
  const { calls, url } = await aWebhook(status);
  await expect(postWebhook(url, signed, { allowThisMachine: true })).rejects.toMatchObject({
    record: { reason: 'WEBHOOK_REFUSED', retryable },
  });
  // A redirect is not followed.
  expect(calls).toHaveLength(1);
});

test('what cannot be reached is worth another attempt', async () => {
  await expect(postWebhook('http://127.0.0.1:1/', signed, { allowThisMachine: true })).rejects.toMatchObject({
    record: { reason: 'WEBHOOK_UNREACHED', retryable: true },
  });
});

test.each([
  (port: number) => `http://127.0.0.1:${port}/`,
  (port: number) => `https://127.0.0.1:${port}/`,
  (port: number) => `https://localhost:${port}/`,
  (port: number) => `https://[::1]:${port}/`,
  (port: number) => `https://[::ffff:127.0.0.1]:${port}/`,
  (port: number) => `https://2130706433:${port}/`,
  () => 'https://169.254.169.254/computeMetadata/v1/',
  () => 'https://10.0.0.1/',
])('in the cloud nothing but the public internet is called (%#)', async (urlOf) => {
  const { calls, port } = await aWebhook();
  await expect(postWebhook(urlOf(port), signed, { allowThisMachine: false })).rejects.toMatchObject({
    record: { reason: 'WEBHOOK_NOT_PUBLIC', retryable: false },
  });
  expect(calls).toEqual([]);
});
