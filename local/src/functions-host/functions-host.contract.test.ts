import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../loopback/free-port.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { createTopicPublisher } from '../pubsub/topic-publisher.ts';
import { functionCaller } from './call-function.ts';
import { type FunctionsHost, startFunctionsHost } from './start-functions-host.ts';

const projectId = 'demo-host';
const region = 'europe-west4';
const functionsRequire = createRequire(new URL('../../../functions/package.json', import.meta.url));
const sdk = (path: string) => JSON.stringify(pathToFileURL(functionsRequire.resolve(path)).href);

const BUNDLE = `
import { onCall } from ${sdk('firebase-functions/v2/https')};
import { onSchedule } from ${sdk('firebase-functions/v2/scheduler')};
import { onTaskDispatched } from ${sdk('firebase-functions/v2/tasks')};
import { onMessagePublished } from ${sdk('firebase-functions/v2/pubsub')};
const options = { region: '${region}', cors: ['https://console.example'] };
const seen = [];
export const settings = { notAFunction: true };
export const whoAmI = onCall(options, ({ auth }) => ({ uid: auth?.uid ?? null }));
export const observed = onCall(options, () => seen.splice(0));
export const environment = onCall(options, () => Object.keys(process.env).filter((name) => /SECRET|FUNCTIONS/.test(name)));
export const crash = onCall(options, () => process.exit(7));
export const stream = onCall(options, async (_request, response) => {
  for (const word of ['red', 'pandas']) await response.sendChunk(word);
  return 'done';
});
export const endless = onCall(options, async (_request, response) => {
  await response.sendChunk('first');
  await new Promise((resolve) => response.signal.addEventListener('abort', resolve));
  seen.push('aborted');
});
export const sweep = onSchedule({ region: '${region}', schedule: 'every 1 minutes' }, ({ scheduleTime }) => {
  seen.push(scheduleTime);
});
export const work = onTaskDispatched({ region: '${region}' }, ({ data, id }) => { seen.push({ data, id }); });
let events = 0;
export const onBuild = onMessagePublished({ region: '${region}', topic: 'cloud-builds' }, ({ data, id, type }) => {
  events += 1;
  if (events === 1) throw new Error('the first delivery fails');
  seen.push({ json: data.message.json, attributes: data.message.attributes, sameId: id === data.message.messageId, type });
});
`;

let folder: string;
let processes: Processes;
let auth: Server;
let host: FunctionsHost;
const restarts: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-functions-host-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'index.js'), BUNDLE);
  processes = await createProcesses();
  // The Admin SDK asks the Auth emulator whether the user of a token is there.
  auth = createServer((_request, response) => response.end(JSON.stringify({ users: [{ localId: 'ada' }] })));
  auth.listen(0, '127.0.0.1');
  await once(auth, 'listening');
  host = await startFunctionsHost({
    processes,
    bundle: join(folder, 'index.js'),
    port: await freePort(),
    projectId,
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      FIREBASE_CONFIG: JSON.stringify({ projectId }),
      FIREBASE_AUTH_EMULATOR_HOST: portOf(auth),
      METADATA_SERVER_DETECTION: 'none',
    },
    onOutput: () => undefined,
    onRestart: (line) => restarts.push(line),
  });
});
afterAll(async () => {
  await host.stop();
  auth.close();
  await processes[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function portOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

const urlOf = (name: string) => `${host.url}/${projectId}/${region}/${name}`;

async function call(name: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(urlOf(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ data: {} }),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const observed = async () => (JSON.parse((await call('observed')).text) as { result: unknown }).result;

function tokenFor(uid: string, fields: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: uid,
    auth_time: nowSeconds,
    iat: nowSeconds,
    exp: nowSeconds + 3600,
    ...fields,
  };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

describe('callables', () => {
  test('know the user of a token that Auth confirms', async () => {
    const answer = await call('whoAmI', { authorization: `Bearer ${tokenFor('ada')}` });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { result: { uid: 'ada' } }]);
  });

  test('know nobody without a token', async () => {
    expect(JSON.parse((await call('whoAmI')).text)).toEqual({ result: { uid: null } });
  });

  test.each([
    { what: 'is no token', token: 'abc' },
    { what: 'has expired', token: tokenFor('ada', { exp: 1, iat: 0 }) },
    { what: 'is for another project', token: tokenFor('ada', { aud: 'another' }) },
  ])('refuse what $what', async ({ token }) => {
    const answer = await call('whoAmI', { authorization: `Bearer ${token}` });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([401, { error: { status: 'UNAUTHENTICATED' } }]);
  });

  test('answer only the origins that they list', async () => {
    const { headers } = await call('whoAmI', { origin: 'https://evil.example' });
    expect(headers.get('access-control-allow-origin')).toBe('https://console.example');
  });

  test('stream their chunks and then the result', async () => {
    const { text } = await call('stream', { accept: 'text/event-stream' });
    const frames = text
      .trim()
      .split('\n\n')
      .map((frame) => JSON.parse(frame.slice('data: '.length)) as unknown);
    expect(frames).toEqual([{ message: 'red' }, { message: 'pandas' }, { result: 'done' }]);
  });

  test('are told when the caller goes away', async () => {
    const leave = new AbortController();
    const response = await fetch(urlOf('endless'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ data: {} }),
      signal: leave.signal,
    });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('first');
    leave.abort();
    await vi.waitFor(async () => expect(await observed()).toEqual(['aborted']));
  });

  test('get a 400 and no stack for a body that is no JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(urlOf('whoAmI'), { method: 'POST', headers, body: '{' });
    expect([response.status, await response.text()]).toEqual([400, expect.not.stringContaining('at ')]);
  });

  test('see nothing of the host that runs them', async () => {
    expect(JSON.parse((await call('environment')).text)).toEqual({ result: [] });
  });
});

describe('what only the platform may call', () => {
  const callFunction = functionCaller({ host: () => host, instancesOf: () => null, projectId });
  const send = (name: string, headers: Readonly<Record<string, string>>, body: string) =>
    callFunction({
      target: { name, region },
      headers: { 'content-type': 'application/json', ...headers },
      body,
      timeoutMs: 5_000,
    });

  test.each(['sweep', 'work', 'onBuild'])('%s is closed to everyone else', async (name) => {
    expect((await call(name)).status).toBe(403);
  });

  test('a schedule runs with its time', async () => {
    const scheduleTime = '2026-01-01T00:00:00.000Z';
    expect(await send('sweep', { 'x-cloudscheduler-scheduletime': scheduleTime }, '{}')).toBe(200);
    expect(await observed()).toEqual([scheduleTime]);
  });

  test('a task runs with its data', async () => {
    const headers = { authorization: 'Bearer a.b.', 'x-cloudtasks-taskname': 'one' };
    expect(await send('work', headers, JSON.stringify({ data: { step: 1 } }))).toBe(204);
    expect(await observed()).toEqual([{ data: { step: 1 }, id: 'one' }]);
  });

  test('a message comes as an event, and again when its first delivery failed', async () => {
    const lines: string[] = [];
    const topics = createTopicPublisher({
      projectId,
      manifest: () => host.manifest,
      callFunction,
      now: () => new Date(),
      onLine: (line) => lines.push(line),
    });
    const data = JSON.stringify({ status: 'SUCCESS' });
    await topics.publish({ topic: 'cloud-builds', attributes: { buildId: 'b1' }, data });
    await topics.publish({ topic: 'another-topic', data: '{}' });
    const type = 'google.cloud.pubsub.topic.v1.messagePublished';
    expect(await observed()).toEqual([
      { json: { status: 'SUCCESS' }, attributes: { buildId: 'b1' }, sameId: true, type },
    ]);
    await topics.stop();
    expect(lines).toEqual([]);
  });
});

test('the host names what it serves', () => {
  expect(host.manifest.map(({ name, trigger }) => `${name}:${trigger.kind}`).sort()).toEqual([
    'crash:callable',
    'endless:callable',
    'environment:callable',
    'observed:callable',
    'onBuild:event',
    'stream:callable',
    'sweep:schedule',
    'whoAmI:callable',
    'work:task',
  ]);
});

test('a host that falls is brought back', async () => {
  await expect(call('crash')).rejects.toThrow('fetch failed');
  await vi.waitFor(async () => expect((await call('whoAmI')).status).toBe(200), { timeout: 20_000 });
  expect(restarts).toEqual(['the functions ended with code 7; starting them again (1 of 5)']);
});
