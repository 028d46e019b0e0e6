import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../loopback/free-port.ts';
import { reverseProxy } from './reverse-proxy.ts';
import { startServer } from './start-server.ts';

let running = new AsyncDisposableStack();
afterEach(async () => {
  await running.disposeAsync();
  running = new AsyncDisposableStack();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await startServer({ listener, host: '127.0.0.1', port: 0 });
  running.defer(() => server.stop(0));
  return `http://127.0.0.1:${server.port}`;
}

const proxyOf = async (upstream: string) => await serve(reverseProxy(new URL(upstream), () => undefined));

test('a request arrives as it was sent, and its answer as it was given', async () => {
  let seen: IncomingMessage | undefined;
  let body = '';
  const upstream = await serve((request, response) => {
    seen = request;
    void text(request).then((received) => {
      body = received;
      response.writeHead(404, { 'content-type': 'application/json', 'x-from': 'upstream' }).end('{"error":"no"}');
    });
  });
  const proxy = await proxyOf(upstream);
  const answer = await fetch(`${proxy}/api/chat?x=1`, {
    method: 'POST',
    body: '{"model":"m"}',
    headers: { 'x-a': 'b' },
  });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('x-from')).toBe('upstream');
  expect(await answer.json()).toEqual({ error: 'no' });
  expect(body).toBe('{"model":"m"}');
  expect(seen).toMatchObject({ method: 'POST', url: '/api/chat?x=1' });
  expect(seen?.headers).toMatchObject({ host: new URL(upstream).host, 'x-a': 'b' });
});

test('a stream is passed on piece by piece; who leaves here leaves there', async () => {
  const left = Promise.withResolvers<void>();
  const upstream = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"a":1}\n');
    response.once('close', () => left.resolve());
  });
  const caller = new AbortController();
  const answer = await fetch(await proxyOf(upstream), { signal: caller.signal });
  const first = await answer.body?.getReader().read();
  expect(Buffer.from(first?.value ?? []).toString()).toBe('{"a":1}\n');
  caller.abort();
  await left.promise;
});

test('an upstream that breaks off in the middle of an answer breaks it off here', async () => {
  const upstream = await serve((_request, response) => {
    response.writeHead(200).write('half', () => response.destroy());
  });
  const answer = await fetch(await proxyOf(upstream));
  await expect(answer.text()).rejects.toThrow('terminated');
});

test('an upstream that is not there is a 502 that names it', async () => {
  const upstream = `http://127.0.0.1:${await freePort()}`;
  const answer = await fetch(await proxyOf(upstream));
  expect(answer.status).toBe(502);
  expect(await answer.json()).toEqual({
    error: expect.stringContaining(`the Ollama server at ${upstream} does not answer`),
  });
});

test('an address that is taken is refused', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  running.defer(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startServer({ listener: () => undefined, host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE');
});
