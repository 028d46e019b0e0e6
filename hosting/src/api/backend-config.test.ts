import { expect, test } from 'vitest';
import { loadBackendConfig } from './backend-config.ts';

const ENDPOINTS = {
  projectId: 'demo-proving-ground',
  console: 'http://127.0.0.1:5002',
  functions: 'http://127.0.0.1:5001',
  auth: 'http://127.0.0.1:9099',
  firestore: 'http://127.0.0.1:8080',
  twin: 'http://127.0.0.1:9000',
};
const FIREBASE = { projectId: 'p', apiKey: 'k', authDomain: 'p.example.com', storageBucket: 'unused' };

/** A host with these JSON files, which answers any other path with the console's page, as Hosting does. */
function hostWith(files: Readonly<Record<string, unknown>>): typeof fetch {
  return async (path) => {
    const content = files[typeof path === 'string' ? path : 'no such path'];
    return content === undefined
      ? new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
      : Response.json(content);
  };
}

test('on one machine the local endpoints win over what the hosting emulator says', async () => {
  const host = hostWith({ '/local-endpoints.json': ENDPOINTS, '/__/firebase/init.json': FIREBASE });
  expect(await loadBackendConfig(host)).toEqual({ kind: 'local', endpoints: ENDPOINTS });
});

test('on Firebase Hosting the project tells who it is, and the HTML answer for the missing file counts as missing', async () => {
  const { storageBucket: _, ...known } = FIREBASE;
  expect(await loadBackendConfig(hostWith({ '/__/firebase/init.json': FIREBASE }))).toEqual({
    kind: 'cloud',
    firebase: known,
    appCheckSiteKey: null,
  });
});

test.each([
  [{ siteKey: 'key' }, 'key'],
  [{ siteKey: '' }, null],
  [{ key: 'key' }, null],
])('a site key for App Check is taken from its own file: %j', async (file, appCheckSiteKey) => {
  const host = hostWith({ '/__/firebase/init.json': FIREBASE, '/app-check.json': file });
  expect(await loadBackendConfig(host)).toMatchObject({ kind: 'cloud', appCheckSiteKey });
});

test.each([
  ['nothing is there', {}],
  ['the project has no web app', { '/__/firebase/init.json': { projectId: 'p' } }],
  ['the local file is damaged', { '/local-endpoints.json': { projectId: 1 }, '/__/firebase/init.json': FIREBASE }],
])('it says that it is not configured when %s', async (_, files) => {
  await expect(loadBackendConfig(hostWith(files))).rejects.toMatchObject({ record: { reason: 'NOT_CONFIGURED' } });
});

test('a host that cannot be reached is not configured either', async () => {
  const unreachable = () => Promise.reject(new TypeError('fetch failed'));
  await expect(loadBackendConfig(unreachable)).rejects.toMatchObject({ record: { reason: 'NOT_CONFIGURED' } });
});
