import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { loopbackOnly } from './loopback-only.ts';

const app = new Hono().use(loopbackOnly).post('/tasks', (context) => context.text('taken'));
const statusOf = async (url: string, headers: Readonly<Record<string, string>> = {}) =>
  (await app.request(url, { method: 'POST', headers: { ...headers } })).status;

test('programs of this machine come in', async () => {
  expect(await statusOf('http://127.0.0.1:5003/tasks')).toBe(200);
  expect(await statusOf('http://localhost:5003/tasks')).toBe(200);
});

test('a web page does not, and neither does a name that only points here', async () => {
  expect(await statusOf('http://127.0.0.1:5003/tasks', { origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf('http://evil.example:5003/tasks')).toBe(403);
});
