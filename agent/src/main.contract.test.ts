import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type AgentProcess, spawnAgent, startAgent } from './testing/agent-process.ts';
import { aRun, sessionPath } from './testing/create-test-app.ts';
import { startFakeMetadataServer } from './testing/fake-metadata-server.ts';
import { answering, type FakeOllama, hanging, startFakeOllama } from './testing/fake-ollama.ts';
import { firestoreHost } from './testing/firestore-host.ts';
import { readFrames } from './testing/read-frames.ts';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Laid out as in the image, and far from any node_modules.
let image: string;
let bundle: string;
beforeAll(async () => {
  image = await mkdtemp(join(tmpdir(), 'agent-image-'));
  bundle = join(image, 'dist/server.js');
  await copyFile(source('../package.json'), join(image, 'package.json'));
  await promisify(execFile)(process.execPath, [source('build.ts'), '--out-dir', join(image, 'dist')]);
});
afterAll(() => rm(image, { recursive: true, force: true }));

let model: FakeOllama;
const started: AgentProcess[] = [];
beforeEach(async () => {
  model = await startFakeOllama(answering('Bam', 'boo!'));
});
afterEach(async () => {
  for (const agent of started.splice(0)) await agent[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const openAgent = async (env: Readonly<Record<string, string>> = {}) => {
  const agent = await startAgent(bundle, { OLLAMA_API_BASE: model.url, HOME: image, ...env });
  started.push(agent);
  const post = (path: string, body: unknown, signal?: AbortSignal) =>
    fetch(`${agent.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
  await (await post(sessionPath('s1'), {})).text();
  return { agent, post };
};

describe('the built agent', () => {
  test('is healthy, answers and streams, with nothing but its own folder', async () => {
    const { agent, post } = await openAgent();
    expect(await (await fetch(`${agent.url}/health`)).json()).toEqual({
      status: 'healthy',
      service: 'production-adk-agent',
    });
    expect(await (await post('/run', aRun())).json()).toMatchObject([{ content: { parts: [{ text: 'Bamboo!' }] } }]);
    const frames = readFrames(await (await post('/run_sse', aRun({ streaming: true }))).text());
    expect(frames).toMatchObject([{ partial: true }, { partial: true }, { customMetadata: { loadDurationMs: 400 } }]);
    const page = await fetch(agent.url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('What would you like to know?');
  });

  test('passes a delta on while the model still speaks', async () => {
    model.behave((call) => call.say('Bam'));
    const { post } = await openAgent();
    const response = await post('/run_sse', aRun({ streaming: true }));
    const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(readFrames((await chunks?.read())?.value ?? '')).toMatchObject([{ partial: true }]);
    const call = await model.nextCall();
    call.say('boo!');
    expect(readFrames((await chunks?.read())?.value ?? '')).toMatchObject([{ partial: true }]);
    call.finish();
    expect(readFrames((await chunks?.read())?.value ?? '')).toMatchObject([
      { content: { parts: [{ text: 'Bamboo!' }] } },
    ]);
    expect(await chunks?.read()).toMatchObject({ done: true });
  });

  test('keeps a chat beyond its own end, and nothing else', async () => {
    const env = {
      SESSION_STORE: 'firestore',
      GOOGLE_CLOUD_PROJECT: `demo-agent-bundle-${process.pid}`,
      FIRESTORE_EMULATOR_HOST: firestoreHost(),
    };
    const first = await openAgent(env);
    await (await first.post(sessionPath('chat-1'), {})).text();
    await (await first.post('/run', aRun({ sessionId: 'chat-1' }))).text();
    await first.agent[Symbol.asyncDispose]();
    const second = await startAgent(bundle, { OLLAMA_API_BASE: model.url, HOME: image, ...env });
    started.push(second);
    const kept = await fetch(`${second.url}${sessionPath('chat-1')}`);
    expect(await kept.json()).toMatchObject({
      events: [{ author: 'user' }, { content: { parts: [{ text: 'Bamboo!' }] } }],
    });
    expect((await fetch(`${second.url}${sessionPath('s1')}`)).status).toBe(404);
  });

  test('brings the licences of what is in it', async () => {
    const licences = await readFile(join(image, 'dist/third-party-licenses.md'), 'utf8');
    for (const name of ['@google/adk', 'hono', 'ollama', 'zod']) expect(licences).toContain(`## ${name} - `);
  });

  test('fills a compile cache in the image build, which a start then uses', async () => {
    const cache = join(image, 'compile-cache');
    const env = { NODE_COMPILE_CACHE: cache, NODE_COMPILE_CACHE_PORTABLE: '1' };
    const priming = spawnAgent(join(image, 'dist/prime-compile-cache.js'), env);
    expect(await priming.exited).toBe(0);
    const [version = ''] = await readdir(cache);
    expect((await readdir(join(cache, version))).length).toBeGreaterThan(0);
    const starting = spawnAgent(bundle, { ...env, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
    await starting.listening;
    starting.child.kill('SIGTERM');
    await starting.exited;
    expect(starting.complaints()).toMatch(/server\.js was accepted/);
  });

  test('does not call a compile cache filled that nobody asked for', async () => {
    const priming = spawnAgent(join(image, 'dist/prime-compile-cache.js'), {});
    expect(await priming.exited).toBe(1);
    expect(priming.complaints()).toContain('NODE_COMPILE_CACHE must name the folder');
  });
});

test('the agent starts from its sources as well, as npm start does', async () => {
  await using agent = await startAgent(source('main.ts'), { OLLAMA_API_BASE: model.url });
  expect((await fetch(`${agent.url}/health`)).status).toBe(200);
});

describe('a client who goes', () => {
  test.each([
    ['/run', 'before the first byte', false, hanging],
    ['/run_sse', 'before the first byte', false, hanging],
    ['/run_sse', 'before the first byte, streaming,', true, hanging],
  ] as const)('from %s %s is noticed by the model server', async (path, _when, streaming, behaviour) => {
    model.behave(behaviour);
    const { post } = await openAgent();
    const client = new AbortController();
    const answer = post(path, aRun({ streaming }), client.signal).then((response) => response.text());
    const call = await model.nextCall();
    client.abort();
    await expect(answer).rejects.toThrow('abort');
    await call.abandoned;
  });

  test('in the middle of a streamed answer is noticed by the model server, and frees the session', async () => {
    model.behave((call) => call.say('Bam'));
    const { post } = await openAgent();
    const client = new AbortController();
    const response = await post('/run_sse', aRun({ streaming: true }), client.signal);
    const chunks = response.body?.getReader();
    await chunks?.read();
    client.abort();
    await expect(chunks?.read()).rejects.toThrow('abort');
    await (await model.nextCall()).abandoned;
    model.behave(answering('Bamboo!'));
    expect((await post('/run', aRun())).status).toBe(200);
  });
});

describe('a private backend', () => {
  test('gets an ID token for its service, asked for once', async () => {
    await using metadata = await startFakeMetadataServer();
    const { post } = await openAgent({ BACKEND_AUTH: 'id-token', GCE_METADATA_HOST: metadata.host });
    for (let turn = 0; turn < 2; turn += 1) expect((await post('/run', aRun())).status).toBe(200);
    const { authorization } = (await model.nextCall()).headers;
    const [, claims = ''] = /^Bearer [\w-]+\.([\w-]+)\.signature$/.exec(authorization ?? '') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: model.url });
    expect(metadata.audiences).toEqual([model.url]);
  });

  test('that no token can be had for is a failure that says so', async () => {
    await using metadata = await startFakeMetadataServer({ hasAccount: false });
    const { post } = await openAgent({ BACKEND_AUTH: 'id-token', GCE_METADATA_HOST: metadata.host });
    const response = await post('/run', aRun());
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ errorCode: 'BACKEND_UNAUTHORIZED' });
    expect(model.calls).toHaveLength(0);
  });
});

describe('SIGTERM', () => {
  test('lets a running answer end, takes no new connection, and ends with 0', async () => {
    model.behave((call) => call.say('Bam'));
    const { agent, post } = await openAgent();
    const response = await post('/run_sse', aRun({ streaming: true }));
    const call = await model.nextCall();
    agent.signal('SIGTERM');
    await expect.poll(() => agent.log.map(({ event }) => event)).toContain('stopping');
    await expect(fetchOnNewConnection(`${agent.url}/health`)).rejects.toThrow('ECONNREFUSED');
    call.say('boo!');
    call.finish();
    expect(readFrames(await response.text()).at(-1)).toMatchObject({ content: { parts: [{ text: 'Bamboo!' }] } });
    expect(await agent.exited).toBe(0);
  });

  test('ends an idle agent at once, whatever connections are kept open', async () => {
    const { agent } = await openAgent();
    agent.signal('SIGTERM');
    expect(await agent.exited).toBe(0);
    expect(agent.log.at(-1)).toMatchObject({ event: 'stopped' });
  });
});

describe('an agent that cannot start', () => {
  test('names every bad variable in one structured line and ends with 1', async () => {
    const { log, exited } = spawnAgent(bundle, { PORT: 'x', BACKEND_AUTH: 'basic', OLLAMA_API_BASE: 'nowhere' });
    expect(await exited).toBe(1);
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ severity: 'ERROR', event: 'bad-configuration' });
    for (const name of ['PORT', 'BACKEND_AUTH', 'OLLAMA_API_BASE']) expect(log[0]?.message).toContain(`${name}: `);
  });

  test('because its port is taken says so and ends with 1', async () => {
    const { log, exited } = spawnAgent(bundle, { PORT: new URL(model.url).port });
    expect(await exited).toBe(1);
    expect(log).toMatchObject([{ event: 'listen-failed', error: expect.stringContaining('EADDRINUSE') }]);
  });
});

const fetchOnNewConnection = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    request(url, { agent: new Agent() }, (response) => void text(response).then(resolve, reject))
      .once('error', reject)
      .end();
  });
