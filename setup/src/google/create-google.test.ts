import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { expect, test } from 'vitest';
import { startFakeCloud } from '../testing/fake-cloud.ts';
import { createGoogle } from './create-google.ts';
import { apisBelow } from './credentials-and-apis.ts';
import { GOOGLE_APIS } from './google-apis.ts';

const auth = new GoogleAuth({ authClient: new PassThroughClient() });
const request = { api: 'billing', method: 'GET', path: '/v1/projects/zoo-project/billingInfo' } as const;

test('nobody signed in is no answer of an API', async () => {
  const nobody = { getClient: () => Promise.reject(new Error('Could not load the default credentials.')) };
  const google = createGoogle({ auth: nobody, projectId: 'zoo-project' });
  await expect(google(request)).rejects.toMatchObject({ name: 'CredentialsError', message: /default credentials/ });
});

test('no answer at all is passing', async () => {
  const cloud = await startFakeCloud();
  await cloud[Symbol.asyncDispose]();
  const google = createGoogle({ auth, projectId: 'zoo-project', apis: apisBelow(cloud.url) });
  await expect(google(request)).rejects.toMatchObject({ name: 'ApiError', status: 0, isPassing: true });
});

test.each<[number, unknown, string, string]>([
  [
    403,
    { error: { message: 'Off.', details: [{ reason: 'SERVICE_DISABLED' }] } },
    'SERVICE_DISABLED',
    'Cloud Billing: Off.',
  ],
  [409, { error: { message: 'Changed.', status: 'ABORTED' } }, 'ABORTED', 'Cloud Billing: Changed.'],
  [
    412,
    { error: { message: 'Condition.', errors: [{ reason: 'conditionNotMet' }] } },
    'conditionNotMet',
    'Cloud Billing: Condition.',
  ],
  [502, 'a page of a proxy', '', 'Cloud Billing: it answered with HTTP status 502'],
])('HTTP status %i', async (status, body, reason, message) => {
  await using cloud = await startFakeCloud();
  cloud.interfere(() => true, [{ status, body }]);
  const google = createGoogle({ auth, projectId: 'zoo-project', apis: apisBelow(cloud.url) });
  await expect(google(request)).rejects.toMatchObject({ name: 'ApiError', status, reason, message });
});

test('every API is reached at Google, by TLS', () => {
  for (const url of Object.values(GOOGLE_APIS)) expect(url).toMatch(/^https:\/\/[a-z]+\.googleapis\.com$/);
});
