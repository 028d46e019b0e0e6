import { expect, test } from 'vitest';
import { projectQuotas } from './project-quotas.ts';
import { projectRoutes } from './project-routes.ts';

const app = projectRoutes({ projectId: 'demo', quotas: projectQuotas(1) });
const QUOTA = '/cloudquotas.googleapis.com/v1/projects/demo/locations/global/services/run.googleapis.com/quotaInfos';
const get = async (path: string) => {
  const response = await app.request(path);
  return { status: response.status, body: await response.json() };
};

test('billing is on', async () => {
  expect((await get('/cloudbilling.googleapis.com/v1/projects/demo/billingInfo')).body).toMatchObject({
    billingEnabled: true,
  });
});

test('the functions may do whatever they ask about', async () => {
  const response = await app.request('/cloudresourcemanager.googleapis.com/v1/projects/demo:testIamPermissions', {
    method: 'POST',
    body: JSON.stringify({ permissions: ['run.services.create'] }),
  });
  expect(await response.json()).toEqual({ permissions: ['run.services.create'] });
});

test('the quota of GPUs is the one that was asked for, in every region', async () => {
  const { body } = await get(`${QUOTA}/NvidiaL4GpuAllocNoZonalRedundancyPerProjectRegion`);
  expect(body).toMatchObject({
    dimensionsInfos: [{ details: { value: '1' }, applicableLocations: expect.arrayContaining(['europe-west1']) }],
  });
});

test.each([
  [`${QUOTA}/Unheard`, 404],
  ['/cloudbilling.googleapis.com/v1/projects/other/billingInfo', 403],
  ['/cloudbilling.googleapis.com/v1/projects/demo/elsewhere', 501],
])('%s answers %s', async (path, status) => {
  expect((await get(path)).status).toBe(status);
});
