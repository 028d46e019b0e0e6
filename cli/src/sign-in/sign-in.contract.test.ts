import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEndpoints } from '@proving-ground/shared';
import { expect, onTestFinished, test } from 'vitest';
import { type Answer, answers, loopbackServer } from '../testing/loopback-server.ts';
import { cliEnvironment } from './cli-environment.ts';
import { connect } from './connect.ts';
import { type CloudSurroundings, signIn } from './connect-to-cloud.ts';

const TARGET = { project: 'some-project', as: 'operator' } as const;
const GLOBAL = { json: false, help: false, project: null, stateFolder: '.local', as: null };

const surroundings = (variables: Record<string, string>): CloudSurroundings => ({
  environment: cliEnvironment.parse(variables),
  createCustomToken: async ({ project, uid, role }) => `custom:${project}:${uid}:${role}`,
  nowMs: () => 0,
});

/** Answers as Firebase Auth, a callable and the console of one product. */
const product =
  (endpointsOf: () => unknown): Answer =>
  (request, response) => {
    const path = request.url ?? '';
    if (path === '/local-endpoints.json') answers(200, endpointsOf())(request, response);
    else if (path.includes('accounts:signIn')) {
      answers(200, { idToken: 'first', refreshToken: 'r1', expiresIn: '3600' })(request, response);
    } else if (path.includes('/v1/token')) {
      answers(200, { id_token: 'second', refresh_token: 'r2', expires_in: '3600' })(request, response);
    } else answers(200, { result: { role: 'owner' } })(request, response);
  };

async function stateOf(endpoints: unknown): Promise<string> {
  const repoRoot = await mkdtemp(join(tmpdir(), 'pg-cli-'));
  onTestFinished(() => rm(repoRoot, { recursive: true }));
  await mkdir(join(repoRoot, '.local'));
  await writeFile(join(repoRoot, '.local/endpoints.json'), JSON.stringify(endpoints));
  return repoRoot;
}

function endpointsAt(url: string): LocalEndpoints {
  return { projectId: 'demo-x', console: url, functions: url, auth: url, firestore: url, twin: url };
}

test('the product on this machine is found, and its owner signed in with a role', async () => {
  let endpoints: LocalEndpoints | null = null;
  const server = await loopbackServer(product(() => endpoints));
  endpoints = endpointsAt(server.url);
  const repoRoot = await stateOf(endpoints);
  const api = await connect(GLOBAL, { ...surroundings({}), repoRoot });
  await api.call('claimRole', {});
  expect(server.received.map(({ url, authorization }) => [url, authorization])).toEqual([
    ['/local-endpoints.json', undefined],
    ['/identitytoolkit.googleapis.com/v1/accounts:signInWithIdp?key=local', undefined],
    ['/demo-x/europe-west1/claimRole', 'Bearer first'],
    ['/securetoken.googleapis.com/v1/token?key=local', undefined],
    ['/demo-x/europe-west1/claimRole', 'Bearer second'],
  ]);
  expect(JSON.stringify(server.received[1]?.body)).toContain('owner%40example.com');
});

test('endpoints that are left over, or of another version, are no product', async () => {
  const other = await loopbackServer(answers(200, { hello: 'from another program' }));
  const connecting = async (endpoints: unknown) =>
    await connect(GLOBAL, { ...surroundings({}), repoRoot: await stateOf(endpoints) });
  await expect(connecting(endpointsAt(other.url))).rejects.toThrow('nothing answers where .local/endpoints.json says');
  await expect(connecting({ projectId: 7 })).rejects.toThrow('.local/endpoints.json is of another version.');
  const nowhere = connect({ ...GLOBAL, stateFolder: '.none' }, { ...surroundings({}), repoRoot: tmpdir() });
  await expect(nowhere).rejects.toThrow('there is no .none/endpoints.json. Start it with "npm start"');
});

test('in the cloud, what is missing for the sign-in is named', async () => {
  const signingIn = (variables: Record<string, string>) => signIn(TARGET, surroundings(variables));
  await expect(signingIn({})).rejects.toThrow(/PG_ID_TOKEN is missing.*PG_API_KEY is missing.*PG_UID is missing/s);
  await expect(signingIn({ PG_API_KEY: 'k', PG_ID_TOKEN: ' ' })).rejects.toThrow('PG_UID is missing');
  await expect(signingIn({ PG_API_KEY: 'k' })).rejects.not.toThrow('PG_API_KEY is missing');
});

test('in the cloud, a given token is used as it is', async () => {
  const token = await signIn(TARGET, surroundings({ PG_ID_TOKEN: 'mine' }));
  expect(await token()).toBe('mine');
});

test('in the cloud, a service account signs in with a token of its own', async () => {
  const server = await loopbackServer(product(() => null));
  const variables = { PG_API_KEY: 'a&b', PG_UID: 'u1' };
  const token = await signIn(TARGET, surroundings(variables), (host) => `${server.url}/${host}`);
  expect(await token()).toBe('first');
  expect(server.received).toMatchObject([
    {
      url: '/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=a%26b',
      body: { token: 'custom:some-project:u1:operator', returnSecureToken: true },
    },
  ]);
});

test.each([
  [400, { error: { message: 'INVALID_CUSTOM_TOKEN' } }, 'SIGN_IN_REFUSED'],
  [500, 'oops', 'NOT_REACHED'],
  [200, {}, 'UNEXPECTED_ANSWER'],
])('a sign-in that is answered with %i %j is told, without key and token', async (status, body, reason) => {
  const server = await loopbackServer(answers(status, body));
  const variables = { PG_API_KEY: 'secret-key', PG_UID: 'u1' };
  const signingIn = signIn(TARGET, surroundings(variables), () => server.url);
  const failure = await signingIn.catch((error: unknown) => error);
  expect(failure).toMatchObject({ record: { reason } });
  expect(JSON.stringify(failure)).not.toMatch(/secret-key|custom:/);
});
