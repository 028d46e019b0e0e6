import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface AgentRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** Left out where there was none. */
  readonly traceparent?: string;
  readonly body: unknown;
}

export interface FakeAgent {
  readonly url: string;
  readonly requests: readonly AgentRequest[];
  /** Resolves when a client has gone before its answer was complete. */
  readonly abandoned: Promise<void>;
  /** Ends every answer that is under way. */
  hangUp(): void;
  /** As after a restart. */
  forgetSessions(): void;
}

type Answer = (response: ServerResponse) => void | Promise<void>;

export interface AgentScript {
  /** What `/run_sse` answers when the session is known. */
  readonly run?: Answer;
  readonly session?: Answer;
  readonly health?: Answer;
}

/** An agent on loopback that speaks the wire of ADK's API server, answering as a test has it. */
export async function startFakeAgent(script: AgentScript): Promise<FakeAgent> {
  const requests: AgentRequest[] = [];
  const sessions = new Set<string>();
  const abandoned = Promise.withResolvers<void>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const body = await bodyOf(request);
    const { authorization, traceparent } = request.headers;
    requests.push({ method, path, authorization, body, ...(typeof traceparent === 'string' && { traceparent }) });
    response.on('close', () => {
      if (!response.writableFinished) abandoned.resolve();
    });
    if (path === '/health') return await (script.health ?? json(200, { status: 'healthy' }))(response);
    if (path.endsWith('/sessions')) {
      const { sessionId: session = '' } = body as { readonly sessionId?: string };
      if (script.session) return await script.session(response);
      const isKnown = sessions.has(session);
      sessions.add(session);
      return isKnown ? json(409, { detail: 'Session already exists' })(response) : json(200, { id: session })(response);
    }
    const { sessionId } = body as { readonly sessionId?: string };
    if (!sessionId || !sessions.has(sessionId)) return json(404, { detail: 'Session not found' })(response);
    await (script.run ?? frames([]))(response);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    abandoned: abandoned.promise,
    hangUp: () => server.closeAllConnections(),
    forgetSessions: () => sessions.clear(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : undefined;
}

export function json(status: number, body: object): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

/** An event stream of ADK frames, complete unless something else comes last. */
export function frames(list: readonly (object | string)[], last: Answer = (response) => void response.end()): Answer {
  return async (response) => {
    openStream(response);
    for (const frame of list) response.write(typeof frame === 'string' ? frame : `data: ${JSON.stringify(frame)}\n\n`);
    await last(response);
  };
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
}

export const delta = (text: string) => ({ partial: true, content: { role: 'model', parts: [{ text }] } });

export const whole = (text: string, more: object = {}) => ({ content: { role: 'model', parts: [{ text }] }, ...more });
