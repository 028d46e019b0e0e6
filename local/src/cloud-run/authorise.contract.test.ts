import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aTemplate, serviceCalls } from './testing/service-calls.ts';
import { startTestCloud, type TestCloud, type TestCloudOptions } from './testing/start-test-cloud.ts';
import { echo, ZOO, zooService } from './testing/zoo-service.ts';

const AGENT = 'agent@demo-zoo.iam.gserviceaccount.com';

let cloud: TestCloud;
const begin = async (options: TestCloudOptions = {}) => {
  cloud = await startTestCloud(options);
};
beforeEach(() => begin());
afterEach(() => cloud[Symbol.asyncDispose]());
const { deploy, running } = zooService(() => cloud);
const { create } = serviceCalls(() => cloud);

describe('a private service', () => {
  const grant = (members: string[]) =>
    cloud.services.setIamPolicy({ resource: ZOO, policy: { bindings: [{ role: 'roles/run.invoker', members }] } });
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  test('answers 403 without a token, and 200 with one of an account that may invoke', async () => {
    const url = await deploy({}, { invokerIamDisabled: false });
    const bare = await fetch(`${url}/run`);
    expect([bare.status, bare.headers.get('content-type')]).toEqual([403, 'text/html; charset=UTF-8']);
    expect(await bare.text()).toContain(
      'Your client does not have permission to get URL <code>/run</code> from this server.',
    );

    const token = await cloud.identity.signIdToken({ email: AGENT, audience: url });
    expect((await fetch(url, bearer(token))).status).toBe(403);
    await grant([`serviceAccount:${AGENT}`]);
    const { headers } = await echo(url, bearer(token));
    expect(headers['authorization']).toBe(
      `Bearer ${token.split('.').slice(0, 2).join('.')}.SIGNATURE_REMOVED_BY_GOOGLE`,
    );
    expect((await fetch(url, { headers: { 'x-serverless-authorization': `Bearer ${token}` } })).status).toBe(200);
  });

  test('answers 401 to what is no token of its own', async () => {
    const url = await deploy({}, { invokerIamDisabled: false });
    await grant([`serviceAccount:${AGENT}`]);
    const foreign = await cloud.identity.signIdToken({ email: AGENT, audience: 'https://elsewhere.example' });
    for (const token of ['nonsense', foreign]) {
      const response = await fetch(url, bearer(token));
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('invalid_token');
    }
  });

  test('answers another service that may invoke it, by the account that one runs as', async () => {
    const url = await deploy({}, { invokerIamDisabled: false });
    const agent = await create('caller', { invokerIamDisabled: true, template: aTemplate({ serviceAccount: AGENT }) });
    const called = async () => await (await fetch(`${agent.uri}/call?url=${url}`)).text();
    expect(await called()).toBe('403');
    await grant([`serviceAccount:${AGENT}`]);
    expect(await called()).toBe('200');
  });

  test('is open to all once allUsers may invoke, and starts no container for who may not', async () => {
    await cloud[Symbol.asyncDispose]();
    await begin({ idleMinutes: { cpu: 0.001 } });
    const url = await deploy({}, { invokerIamDisabled: false });
    await vi.waitFor(() => expect(running()).toEqual([]));
    expect((await fetch(url)).status).toBe(403);
    expect(running()).toEqual([]);
    await grant(['allUsers']);
    expect((await fetch(url)).status).toBe(200);
  });
});

test('a request under a name that is not this machine is not served, however public the service', async () => {
  const url = await deploy();
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  httpRequest(url, { headers: { host: 'rebound.example' } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  }).end();
  expect(await promise).toBe(404);
});

test('what the platform answers quotes the path harmlessly', async () => {
  const url = await deploy({}, { invokerIamDisabled: false });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { port } = new URL(url);
  httpRequest(
    { host: '127.0.0.1', port, path: '/<script>' },
    (response) => void text(response).then(resolve, reject),
  ).end();
  expect(await promise).toContain('<code>/&lt;script&gt;</code>');
});
