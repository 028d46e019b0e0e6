import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceUsage } from './service-usage.ts';
import { serviceUsageRoutes } from './service-usage-routes.ts';

const BASE = '/serviceusage.googleapis.com/v1/projects/demo/services';
let folder: string;
let app: ReturnType<typeof serviceUsageRoutes>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-usage-'));
  app = serviceUsageRoutes({ projectId: 'demo', usage: await openServiceUsage({ folder }) });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const post = (path: string, body: object) => app.request(path, { method: 'POST', body: JSON.stringify(body) });
const states = async () => {
  const names = ['run', 'cloudbuild'].map((api) => `names=projects/demo/services/${api}.googleapis.com`).join('&');
  const { services } = (await (await app.request(`${BASE}:batchGet?${names}`)).json()) as {
    services: { state: string }[];
  };
  return services.map(({ state }) => state);
};

test('a new project has no API but monitoring; enabling lasts over a restart', async () => {
  expect(await states()).toEqual(['DISABLED', 'DISABLED']);
  const operation = await (await post(`${BASE}:batchEnable`, { serviceIds: ['run.googleapis.com'] })).json();
  expect(operation).toMatchObject({ done: true, response: { services: [{ state: 'ENABLED' }] } });
  expect(await states()).toEqual(['ENABLED', 'DISABLED']);
  const again = await openServiceUsage({ folder });
  expect(again.list()).toEqual(['monitoring.googleapis.com', 'run.googleapis.com']);
  expect([again.isEnabled('run.googleapis.com'), again.isEnabled('cloudbuild.googleapis.com')]).toEqual([true, false]);
});

test('one service is enabled, read and disabled', async () => {
  await post(`${BASE}/run.googleapis.com:enable`, {});
  expect(await (await app.request(`${BASE}/run.googleapis.com`)).json()).toMatchObject({ state: 'ENABLED' });
  await post(`${BASE}/run.googleapis.com:disable`, {});
  expect(await (await app.request(`${BASE}/run.googleapis.com`)).json()).toMatchObject({ state: 'DISABLED' });
});

test('what a new project has and somebody disabled stays disabled', async () => {
  await post(`${BASE}/monitoring.googleapis.com:disable`, {});
  expect((await openServiceUsage({ folder })).isEnabled('monitoring.googleapis.com')).toBe(false);
  await post(`${BASE}/monitoring.googleapis.com:enable`, {});
  expect((await openServiceUsage({ folder })).isEnabled('monitoring.googleapis.com')).toBe(true);
});

test.each([
  ['GET', `${BASE}:batchGet`, undefined, 400, 'INVALID_ARGUMENT'],
  ['GET', `${BASE}:batchGet?names=run.googleapis.com`, undefined, 400, 'INVALID_ARGUMENT'],
  ['GET', `${BASE}/not-a-service`, undefined, 400, 'INVALID_ARGUMENT'],
  ['POST', `${BASE}:batchEnable`, '{"serviceIds":[]}', 400, 'INVALID_ARGUMENT'],
  ['POST', `${BASE}:batchEnable`, 'no json', 400, 'INVALID_ARGUMENT'],
  ['GET', BASE.replace('demo', 'other'), undefined, 403, 'PERMISSION_DENIED'],
  ['DELETE', `${BASE}/run.googleapis.com`, undefined, 501, 'UNIMPLEMENTED'],
])('%s %s with %s answers %i', async (method, path, body, code, status) => {
  const response = await app.request(path, { method, ...(body === undefined ? {} : { body }) });
  expect(await response.json()).toMatchObject({ error: { code, status } });
  expect(response.status).toBe(code);
});
