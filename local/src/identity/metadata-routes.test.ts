import { expect, test } from 'vitest';
import { metadataRoutes } from './metadata-routes.ts';

const EMAIL = 'agent@demo-zoo.iam.gserviceaccount.com';
const app = metadataRoutes({
  email: EMAIL,
  projectId: 'demo-zoo',
  signIdToken: async ({ email, audience }) => `${email} for ${audience}`,
});
const FLAVOR = { headers: { 'Metadata-Flavor': 'Google' } };
const get = (path: string) => app.request(`/computeMetadata/v1/${path}`, FLAVOR);

test.each([
  ['project/project-id', 'demo-zoo'],
  ['universe/universe-domain', 'googleapis.com'],
  ['instance/service-accounts/default/email', EMAIL],
  [`instance/service-accounts/${EMAIL}/email`, EMAIL],
  ['instance/service-accounts/default/identity?audience=http://a&format=full', `${EMAIL} for http://a`],
])('%s is answered, and says that Google speaks', async (path, text) => {
  const response = await get(path);
  expect(await response.text()).toBe(text);
  expect(response.headers.get('metadata-flavor')).toBe('Google');
});

test('a request without the flavour header is refused, as a browser would send it', async () => {
  const response = await app.request('/computeMetadata/v1/instance/service-accounts/default/token');
  expect(response.status).toBe(403);
});

test('an ID token without audience is refused', async () => {
  expect((await get('instance/service-accounts/default/identity')).status).toBe(400);
});

test('what there is not is not found', async () => {
  expect((await get('instance/attributes/x')).status).toBe(404);
});

test('a request under a foreign name is refused', async () => {
  const response = await app.request('http://rebound.example/computeMetadata/v1/project/project-id', FLAVOR);
  expect(response.status).toBe(403);
});
