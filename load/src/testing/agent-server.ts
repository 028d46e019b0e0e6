import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AgentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** The connection it came over, for tests that count them. */
  readonly remotePort: number;
}

export type Respond = (request: AgentRequest, response: ServerResponse) => void | Promise<void>;

export interface AgentServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly AgentRequest[];
  openConnections(): number;
}

/** A real server on loopback that answers as a test tells it to; without that, as the agent does. */
export async function startAgentServer(respond: Respond = respondAsAgent): Promise<AgentServer> {
  const requests: AgentRequest[] = [];
  let connections = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
        remotePort: incoming.socket.remotePort ?? 0,
      };
      requests.push(request);
      void respond(request, response);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => {
      connections -= 1;
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    openConnections: () => connections,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

export const ANSWER_TEXT = 'Red pandas mostly eat bamboo, and some fruit.';
const TOKENS = ANSWER_TEXT.split(/(?<= )/);
const TIMINGS = { loadDurationMs: 20, evalDurationMs: 400, answerTokens: 8 };

export const wholeEvent = (text = ANSWER_TEXT, customMetadata: object = TIMINGS) => ({
  content: { role: 'model', parts: [{ text }] },
  partial: false,
  finishReason: 'STOP',
  customMetadata,
});
export const partialEvent = (text: string) => ({ content: { role: 'model', parts: [{ text }] }, partial: true });
export const frame = (event: unknown): string => `data: ${JSON.stringify(event)}\n\n`;

export function respondJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Sessions, `/run`, `/run_sse` and `/health`, answered at once and always the same. */
export const respondAsAgent: Respond = ({ path }, response) => {
  if (path === '/health') return respondJson(response, 200, { status: 'healthy', service: 'production-adk-agent' });
  if (path === '/run') return respondJson(response, 200, [wholeEvent()]);
  if (path === '/run_sse') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const token of TOKENS) response.write(frame(partialEvent(token)));
    response.end(frame(wholeEvent()));
    return;
  }
  if (path.startsWith('/apps/')) return respondJson(response, 200, { id: path.split('/').at(-1) });
  return respondJson(response, 404, { detail: 'Not Found' });
};
