import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ChatRequest } from 'ollama';

/** One request that reached the fake, and how to answer it by hand. */
export interface ChatCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ChatRequest;
  /** Resolves when the caller has gone before the answer was complete. */
  readonly abandoned: Promise<void>;
  /** Resolves when the whole answer has been sent. */
  readonly sent: Promise<void>;
  /** Sends one delta; the first one sends the headers as well. */
  say(text: string): void;
  /** Sends the last chunk, with the figures a real server gives. */
  finish(last?: Readonly<Record<string, unknown>>): void;
  /** Sends any line, an error for one. */
  line(value: unknown): void;
  refuse(status: number, body?: unknown): void;
  /** Ends the answer without a last chunk, properly or by breaking the connection. */
  end(): void;
  cut(): void;
}

/** How the fake meets a call; what it does not answer stays open. */
export type Behaviour = (call: ChatCall) => void;

export interface FakeOllama extends AsyncDisposable {
  readonly url: string;
  readonly calls: readonly ChatCall[];
  /** TCP connections seen so far. */
  readonly connectionCount: number;
  behave(behaviour: Behaviour): void;
  /** Resolves with the next call to arrive, or with one that has arrived and was not awaited yet. */
  nextCall(): Promise<ChatCall>;
}

export const MODEL = 'gemma3:270m';
const FIGURES = {
  done_reason: 'stop',
  total_duration: 900_000_000,
  load_duration: 400_000_000,
  prompt_eval_count: 20,
  prompt_eval_duration: 30_000_000,
  eval_count: 8,
  eval_duration: 200_000_000,
};

/** Says these texts one after the other and ends. */
export const answering =
  (...texts: readonly string[]): Behaviour =>
  (call) => {
    for (const text of texts) call.say(text);
    call.finish();
  };

/** Never answers, not even with headers, as while a model is loaded. */
export const hanging: Behaviour = () => undefined;

/** Stands in for Ollama's chat API in tests. https://github.com/ollama/ollama/blob/main/docs/api.md */
export const startFakeOllama = async (first: Behaviour = answering('Hello')): Promise<FakeOllama> => {
  let behaviour = first;
  let connectionCount = 0;
  const calls: ChatCall[] = [];
  const arrived: ChatCall[] = [];
  const waiting: ((call: ChatCall) => void)[] = [];
  const server = createServer((request, response) => {
    void readCall(request, response).then((call) => {
      calls.push(call);
      const waiter = waiting.shift();
      if (waiter === undefined) arrived.push(call);
      else waiter(call);
      behaviour(call);
    });
  });
  server.on('connection', () => {
    connectionCount += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    get connectionCount() {
      return connectionCount;
    },
    behave: (next) => {
      behaviour = next;
    },
    nextCall: () => {
      const call = arrived.shift();
      return call === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(call);
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const readCall = async (request: IncomingMessage, response: ServerResponse): Promise<ChatCall> => {
  const body = (await json(request)) as ChatRequest;
  const line = (value: unknown): void => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write(`${JSON.stringify(value)}\n`);
  };
  const chunk = (content: string, more: Readonly<Record<string, unknown>>) =>
    line({ model: MODEL, created_at: '2026-01-01T00:00:00Z', message: { role: 'assistant', content }, ...more });
  return {
    path: request.url ?? '',
    headers: request.headers,
    body,
    abandoned: new Promise((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) resolve();
      });
    }),
    sent: new Promise((resolve) => {
      response.once('finish', resolve);
    }),
    say: (text) => chunk(text, { done: false }),
    finish: (last = {}) => {
      chunk('', { done: true, ...FIGURES, ...last });
      response.end();
    },
    line,
    refuse: (status, refusal = { error: 'refused' }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof refusal === 'string' ? refusal : JSON.stringify(refusal));
    },
    end: () => {
      response.end();
    },
    cut: () => {
      response.destroy();
    },
  };
};
