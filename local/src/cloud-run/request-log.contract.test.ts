import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestCloud, type TestCloud } from './testing/start-test-cloud.ts';
import { zooService } from './testing/zoo-service.ts';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud[Symbol.asyncDispose]());
const { deploy } = zooService(() => cloud);

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

const requestEntries = async () =>
  (await cloud.logs.entries(() => true)).filter(({ logName }) => logName.endsWith('requests'));

/** An entry is written when its request is over, a moment after the client knows. */
const entriesOnceThereAre = async (count: number) =>
  await vi.waitFor(async () => {
    const entries = await requestEntries();
    expect(entries).toHaveLength(count);
    return entries;
  });

test('every request has an entry with what it asked, how it ended and which instance it met', async () => {
  const url = await deploy();
  await (
    await fetch(`${url}/a?b=c`, {
      headers: { 'user-agent': 'a test', traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` },
    })
  ).text();
  const [entry] = await entriesOnceThereAre(1);
  expect(entry).toMatchObject({
    logName: 'projects/demo-zoo/logs/run.googleapis.com%2Frequests',
    resource: { type: 'cloud_run_revision', labels: { service_name: 'zoo', location: 'europe-west1' } },
    severity: 'INFO',
    labels: { instanceId: expect.stringMatching(/^[0-9a-f]{64}$/) },
    trace: `projects/demo-zoo/traces/${TRACE_ID}`,
    httpRequest: {
      requestMethod: 'GET',
      requestUrl: `${url}/a?b=c`,
      status: 200,
      userAgent: 'a test',
      remoteIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
      // Headers and all.
      responseSize: expect.stringMatching(/^[1-9]\d{2,}$/),
      latency: expect.stringMatching(/^\d+\.\d{6}s$/),
    },
  });
  expect(entry).not.toHaveProperty('textPayload');
});

test('an error of the container is an ERROR, a mistake of the client a WARNING', async () => {
  const url = await deploy({}, { invokerIamDisabled: false });
  await fetch(url);
  const [refused] = await entriesOnceThereAre(1);
  expect(refused).toMatchObject({
    severity: 'WARNING',
    httpRequest: { status: 403 },
    textPayload: expect.stringContaining('The request was not authenticated.'),
  });
  expect(refused).not.toHaveProperty('labels');

  await deploy();
  await fetch(`${url}/broken`);
  const [, broken] = await entriesOnceThereAre(2);
  expect(broken).toMatchObject({ severity: 'ERROR', httpRequest: { status: 500 } });
});

test('a client that goes before there is an answer is a 499', async () => {
  const url = await deploy();
  const client = new AbortController();
  const answer = fetch(`${url}/silent`, { signal: client.signal });
  answer.catch(() => undefined);
  await vi.waitFor(async () =>
    expect((await cloud.logs.entries(() => true)).map(({ textPayload }) => textPayload)).toContain('silent begun'),
  );
  client.abort();
  const [entry] = await entriesOnceThereAre(1);
  expect(entry?.httpRequest).toMatchObject({ status: 499 });
});
