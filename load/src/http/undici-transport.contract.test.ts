import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { type AgentServer, startAgentServer } from '../testing/agent-server.ts';
import { startRawServer } from '../testing/raw-server.ts';
import type { HttpCall, HttpTransport } from './http-transport.ts';
import { parseTarget } from './target-address.ts';
import { UndiciTransport } from './undici-transport.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const transportTo = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpTransport> => {
  const transport = new UndiciTransport({ target: parseTarget(url), headers: () => headers });
  await transport.start();
  open.push(() => transport.destroy());
  return transport;
};

async function agent(...given: Parameters<typeof startAgentServer>): Promise<AgentServer> {
  const server = await startAgentServer(...given);
  open.push(() => server[Symbol.asyncDispose]());
  return server;
}

async function rawServer(...given: Parameters<typeof startRawServer>): Promise<string> {
  const server = await startRawServer(...given);
  open.push(() => server[Symbol.asyncDispose]());
  return server.url;
}

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n';
const GET = { method: 'GET', path: '/health', timeoutMs: 20_000 } as const satisfies HttpCall;
const HEAD_OF_10 = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n';
const nothing = (): void => undefined;

test('what is sent is what was asked for, below the path of the target and with its headers', async () => {
  const server = await agent();
  const transport = await transportTo(`${server.url}/base/`, { 'x-test': 'yes' });
  await transport.send({ ...GET, method: 'POST', path: '/run', body: '{"text":"Füchse"}' });
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/base/run', body: { text: 'Füchse' } });
  expect(server.requests[0]?.headers).toMatchObject({
    host: new URL(server.url).host,
    'x-test': 'yes',
    'content-type': 'application/json',
    'content-length': '18',
    connection: 'keep-alive',
  });
});

test('one after another goes over one connection, at the same time over one each', async () => {
  const server = await agent();
  const transport = await transportTo(server.url);
  for (let count = 0; count < 3; count += 1) await transport.send(GET);
  expect(new Set(server.requests.map(({ remotePort }) => remotePort)).size).toBe(1);
  await Promise.all([GET, GET, GET].map((call) => transport.send(call)));
  expect(new Set(server.requests.map(({ remotePort }) => remotePort)).size).toBe(3);
});

test('a target that closes every connection is asked over new ones', async () => {
  const transport = await transportTo(await rawServer(`${HEAD_OF_10}connection: close\r\n\r\n0123456789`));
  for (let count = 0; count < 3; count += 1) {
    expect(await transport.send(GET)).toMatchObject({ kind: 'answered', body: '0123456789', receivedBytes: 10 });
  }
});

test.each([429, 503, 302])('an answer of %d is an answer, and its bytes are not taken for a stream', async (status) => {
  const server = await agent((_, response) => void response.writeHead(status).end('no'));
  const onChunk = vi.fn();
  const outcome = await (await transportTo(server.url)).send({ ...GET, onChunk });
  expect(outcome).toEqual({ kind: 'answered', status, body: 'no', receivedBytes: 2 });
  expect(onChunk).not.toHaveBeenCalled();
});

test('a stream is handed on as it comes', async () => {
  let goOn = nothing;
  const server = await agent((_, response) => {
    response.writeHead(200).write('one');
    goOn = () => response.end('two');
  });
  const chunks: string[] = [];
  const onChunk = (chunk: Buffer): void => {
    chunks.push(String(chunk));
    goOn();
  };
  const outcome = await (await transportTo(server.url)).send({ ...GET, onChunk });
  expect(outcome).toEqual({ kind: 'answered', status: 200, body: '', receivedBytes: 6 });
  expect(chunks).toEqual(['one', 'two']);
});

test.each([
  ['nothing', '', { cause: 'reset', detail: 'CLOSED_EARLY' }],
  ['half a head', 'HTTP/1.1 200 O', { cause: 'reset' }],
  ['half a body', `${HEAD_OF_10}\r\n01234`, { cause: 'reset', detail: 'CLOSED_EARLY', receivedBytes: 5 }],
  ['half a last body', `${HEAD_OF_10}connection: close\r\n\r\n01234`, { cause: 'reset', detail: 'CLOSED_EARLY' }],
  ['half a chunk', `${CHUNKED}\r\n5\r\n01`, { cause: 'reset', detail: 'CLOSED_EARLY' }],
  ['half a last chunk', `${CHUNKED}connection: close\r\n\r\n5\r\n01`, { cause: 'reset', detail: 'CLOSED_EARLY' }],
  ['a chunk of no size', `${CHUNKED}\r\nx\r\n01`, { cause: 'protocol', detail: 'HTTPParserError' }],
  ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', { cause: 'protocol', detail: 'HTTPParserError' }],
])('%s and then the end is a failure', async (_, bytes, failure) => {
  expect(await (await transportTo(await rawServer(bytes))).send(GET)).toMatchObject({ kind: 'failed', ...failure });
});

test('a connection that is reset, before or in the middle of an answer, is told as that', async () => {
  const reset = (socket: Socket) => socket.resetAndDestroy();
  const before = await transportTo(await rawServer('', reset));
  expect(await before.send(GET)).toMatchObject({ kind: 'failed', cause: 'reset', detail: 'ECONNRESET' });
  const amid = await transportTo(await rawServer(`${HEAD_OF_10}\r\n01234`, (socket) => setTimeout(reset, 50, socket)));
  expect(await amid.send(GET)).toMatchObject({ kind: 'failed', cause: 'reset', detail: 'ECONNRESET' });
});

test.each([['http'], ['https']])('a port where nobody listens refuses, over %s', async (scheme) => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  const outcome = await (await transportTo(`${scheme}://127.0.0.1:${port}`)).send(GET);
  expect(outcome).toMatchObject({ kind: 'failed', cause: 'refused', detail: 'ECONNREFUSED' });
});

test('a target that says nothing, or not all, is given up at the timeout, and its connection with it', async () => {
  const server = await agent(({ path }, response) => {
    if (path === '/half') response.writeHead(200).write('half');
  });
  const transport = await transportTo(server.url);
  const timedOut = { kind: 'failed', cause: 'timeout', detail: 'TIMEOUT' };
  expect(await transport.send({ ...GET, timeoutMs: 50 })).toMatchObject({ ...timedOut, receivedBytes: 0 });
  expect(await transport.send({ ...GET, path: '/half', timeoutMs: 200 })).toMatchObject({
    ...timedOut,
    receivedBytes: 4,
  });
  await vi.waitFor(() => expect(server.openConnections()).toBe(0));
});

test('an answer without an end fills no memory', async () => {
  const endless = (socket: Socket): void => {
    if (!socket.destroyed) socket.write('x'.repeat(1024 * 1024), () => endless(socket));
  };
  const url = await rawServer('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n', endless);
  expect(await (await transportTo(url)).send(GET)).toMatchObject({
    kind: 'failed',
    cause: 'protocol',
    detail: 'ANSWER_TOO_LARGE',
  });
});

test('destroy cuts off what is open at once, connecting or not, and lets nothing new start', async () => {
  const server = await agent(nothing);
  const transport = await transportTo(server.url);
  const cut = [transport.send(GET), transport.send(GET)];
  await vi.waitFor(() => expect(server.requests).toHaveLength(2));
  cut.push(transport.send(GET));
  transport.destroy();
  cut.push(transport.send(GET));
  expect(await Promise.all(cut)).toEqual(cut.map(() => ({ kind: 'interrupted' })));
  await vi.waitFor(() => expect(server.openConnections()).toBe(0));
});
