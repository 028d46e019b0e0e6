import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCallableTransport, STREAM_CUT } from './callable-transport.ts';

/** The transport over Firebase's own client, against a server that answers as told. */
async function transportTo(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const app = initializeApp({ projectId: 'demo', apiKey: 'local' }, crypto.randomUUID());
  const functions = getFunctions(app, 'europe-west1');
  connectFunctionsEmulator(functions, '127.0.0.1', (server.address() as AddressInfo).port);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await deleteApp(app);
  });
  return createCallableTransport(functions);
}

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

async function read(chunks: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for await (const chunk of chunks) seen.push(chunk);
  return seen;
}

test('a stream brings its parts and then its result', async () => {
  const transport = await transportTo((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ message: { n: 1 } }));
    response.end(event({ message: { n: 2 } }) + event({ result: 'done' }));
  });
  const stream = await transport.stream('chat', {}, new AbortController().signal);
  expect([await read(stream.chunks), await stream.result()]).toEqual([[{ n: 1 }, { n: 2 }], 'done']);
});

test('a stream that ends without a result says so instead of waiting for ever', async () => {
  const transport = await transportTo((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(event({ message: { n: 1 } }));
  });
  const stream = await transport.stream('chat', {}, new AbortController().signal);
  expect([await read(stream.chunks), await stream.result()]).toEqual([[{ n: 1 }], STREAM_CUT]);
});

test('an error in the stream carries the details that the functions sent', async () => {
  const transport = await transportTo((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(event({ error: { status: 'UNAVAILABLE', message: 'gone', details: { reason: 'AGENT_DOWN' } } }));
  });
  const stream = await transport.stream('chat', {}, new AbortController().signal);
  const details = await read(stream.chunks).catch((error: { readonly details: unknown }) => error.details);
  expect(details).toEqual({ reason: 'AGENT_DOWN' });
});

test('aborting ends the HTTP request itself', async () => {
  const hungUp = vi.fn();
  const transport = await transportTo((_request, response) => {
    response.on('close', hungUp);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ message: { n: 1 } }));
  });
  const leaving = new AbortController();
  const stream = await transport.stream('chat', {}, leaving.signal);
  const parts = stream.chunks[Symbol.asyncIterator]();
  expect(await parts.next()).toEqual({ value: { n: 1 }, done: false });
  leaving.abort();
  await expect(parts.next()).rejects.toThrow();
  await vi.waitFor(() => expect(hungUp).toHaveBeenCalledOnce());
});
