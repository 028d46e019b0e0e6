import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  /** Undefined without one. */
  readonly body: unknown;
}

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** A server on this machine for one test, with what it was sent. */
export async function loopbackServer(answer: Answer): Promise<{
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
}> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method, url, headers } = request;
      const entry = { method, url, authorization: headers.authorization, accept: headers.accept, body };
      received.push(entry);
      answer(entry, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  return request.method === 'POST' ? await json(request) : undefined;
}

/** Answers everything with this. */
export function answers(status: number, body: unknown): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}
