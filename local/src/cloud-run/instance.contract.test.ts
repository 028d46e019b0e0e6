import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestCloud, type TestCloud, type TestCloudOptions } from './testing/start-test-cloud.ts';
import { aZooContainer, echo, zooService } from './testing/zoo-service.ts';

let cloud: TestCloud;
const begin = async (options: TestCloudOptions = {}) => {
  cloud = await startTestCloud(options);
};
beforeEach(() => begin());
afterEach(() => cloud[Symbol.asyncDispose]());
const { deploy, running, logLines } = zooService(() => cloud);

describe('an instance', () => {
  test('gets what Cloud Run tells a container, and the request as it was sent', async () => {
    const url = await deploy({ containers: [{ ...aZooContainer, env: [{ name: 'GREETING', value: 'hello' }] }] });
    const { path, headers, env } = await echo(`${url}/a%20b?c=d`, { headers: { 'x-mine': 'yes', te: 'trailers' } });
    expect(path).toBe('/a%20b?c=d');
    expect(headers).toMatchObject({
      'x-mine': 'yes',
      host: new URL(url).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
    expect(headers).not.toHaveProperty('te');
    expect(headers['x-cloud-trace-context']).toMatch(/^[0-9a-f]{32}\/\d+$/);
    expect(env).toMatchObject({
      K_SERVICE: 'zoo',
      K_CONFIGURATION: 'zoo',
      K_REVISION: expect.stringMatching(/^zoo-00001-/),
      GREETING: 'hello',
      // Where this machine has what an instance in the cloud would find by its own name.
      FIRESTORE_EMULATOR_HOST: '127.0.0.1:9',
    });
    const account = await fetch(
      `http://${env['GCE_METADATA_HOST']}/computeMetadata/v1/instance/service-accounts/default/email`,
      {
        headers: { 'Metadata-Flavor': 'Google' },
      },
    );
    expect(await account.text()).toBe('demo-zoo-compute@developer.gserviceaccount.com');
  });

  test('streams both ways: the first bytes of an answer arrive while the request is still being sent', async () => {
    const url = await deploy();
    const sending = httpRequest(`${url}/echo`, { method: 'POST' });
    sending.write('one');
    const [response] = await once(sending, 'response');
    response.setEncoding('utf8');
    expect(await once(response, 'data')).toEqual(['one']);
    sending.write('two');
    expect(await once(response, 'data')).toEqual(['two']);
    sending.end();
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    response.resume();
    await once(response, 'end');
  });

  test('hears within 300 ms that the client has gone', async () => {
    const url = await deploy();
    const client = new AbortController();
    const response = await fetch(`${url}/hang`, { signal: client.signal });
    await response.body?.getReader().read();
    client.abort();
    const goneAtMs = performance.now();
    await vi.waitFor(async () => expect(await logLines()).toContain('hang closed'), { interval: 20, timeout: 2_000 });
    expect(performance.now() - goneAtMs).toBeLessThan(300);
  });

  test('that crashes answers 503 to who is on it, and the next request meets a new one', async () => {
    const url = await deploy({ scaling: { maxInstanceCount: 1 } });
    const before = await echo(url);
    const waiting = fetch(`${url}/silent`);
    const crash = await fetch(`${url}/crash`);
    expect([crash.status, (await waiting).status]).toEqual([503, 503]);
    const after = await echo(url);
    expect(after.pid).not.toBe(before.pid);
    expect(await logLines()).toContain('Container called exit(9).');
  });

  test('that somebody kills is replaced at the next request', async () => {
    const url = await deploy();
    const { pid } = await echo(url);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(running()).toEqual([]));
    expect((await echo(url)).pid).not.toBe(pid);
  });

  test('goes when idle, and the next request starts one: the service scales to zero and back', async () => {
    await cloud[Symbol.asyncDispose]();
    await begin({ idleMinutes: { cpu: 0.005 } });
    const url = await deploy();
    await vi.waitFor(() => expect(running()).toEqual([]), { timeout: 5_000 });
    expect(await logLines()).toContain('SIGTERM received');
    expect((await fetch(url)).status).toBe(200);
  });

  test('stays when a minimum asks for it', async () => {
    await cloud[Symbol.asyncDispose]();
    await begin({ idleMinutes: { cpu: 0.001 } });
    await deploy({ scaling: { minInstanceCount: 2, maxInstanceCount: 3 } });
    await vi.waitFor(() => expect(running()).toHaveLength(2), { timeout: 5_000 });
    const [victim] = running();
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(running().map(({ pid }) => pid)).not.toContain(victim?.pid));
    await vi.waitFor(() => expect(running()).toHaveLength(2), { timeout: 5_000 });
  });
});

test('a request that takes longer than the timeout is answered 504', async () => {
  const url = await deploy({ timeout: { seconds: 3 } });
  const response = await fetch(`${url}/silent`);
  expect([response.status, await response.text()]).toEqual([504, 'upstream request timeout']);
});
