import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface AgentClient extends Disposable {
  /** Resolves when the agent says that it is healthy. */
  health(): Promise<void>;
  createSession(sessionId: string): Promise<void>;
  /** One question of the codelab. */
  run(sessionId: string, path?: '/run' | '/run_sse'): Promise<void>;
}

/** Talks to an agent over ADK's HTTP API as fast as it answers. @throws Error for any answer but 200. */
export function agentClient({
  port,
  connections,
}: {
  readonly port: number;
  readonly connections: number;
}): AgentClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const answer = await text(response);
    if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}: ${answer}`);
    if (path.startsWith('/run') && !answer.includes('bamboo')) throw new Error(`${path} answered ${answer}`);
  };
  return {
    health: () => send('GET', '/health'),
    createSession: (sessionId) => send('POST', `/apps/production_agent/users/bench/sessions/${sessionId}`, {}),
    run: (sessionId, path = '/run') =>
      send('POST', path, {
        appName: 'production_agent',
        userId: 'bench',
        sessionId,
        newMessage: { role: 'user', parts: [{ text: 'What do red pandas eat in the wild?' }] },
        streaming: path === '/run_sse',
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}
