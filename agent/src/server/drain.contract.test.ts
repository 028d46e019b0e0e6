import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDrain } from './drain.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A server that answers when it is told to, asked once over a connection that is kept alive. */
const openServer = async () => {
  const { promise: asked, resolve } = Promise.withResolvers<ServerResponse>();
  const server = createServer({ keepAliveTimeout: 600_000 }, (_request, response) => resolve(response));
  const stop = new AbortController();
  const drain = createDrain({ server, stop, log: () => undefined });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const client = new Agent({ keepAlive: true });
  const answer = once(get({ port, agent: client }), 'response').then(([response]) => text(response as IncomingMessage));
  // Looked at later: until then a failure is nobody's.
  answer.catch(() => undefined);
  return { stop, drain, answer, response: await asked, client };
};

describe('a drain', () => {
  test('ends with the last answer, not with the time a connection may be kept', async () => {
    const { stop, drain, answer, response, client } = await openServer();
    // Promised to be kept alive before anybody knew of the end.
    response.flushHeaders();
    const drained = drain();
    response.end('whole');
    await drained;
    expect(await answer).toBe('whole');
    expect(stop.signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    client.destroy();
  });

  test('aborts turns that take too long, soon enough to tell their clients', async () => {
    const { stop, drain, answer, response, client } = await openServer();
    stop.signal.addEventListener('abort', () => response.end('stopped'));
    const drained = drain();
    await vi.advanceTimersByTimeAsync(5_999);
    expect(stop.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toBe('stopped');
    await drained;
    client.destroy();
  });

  test('cuts what is still open before the container is killed', async () => {
    const { drain, answer, client } = await openServer();
    const drained = drain();
    await vi.advanceTimersByTimeAsync(7_500);
    await drained;
    await expect(answer).rejects.toThrow('socket hang up');
    client.destroy();
  });
});
