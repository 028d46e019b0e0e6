import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FakeAnswer } from './fake-answer.ts';
import { routeFake } from './fake-routes.ts';
import { aFakeState, type FakeState } from './fake-state.ts';

export interface SeenRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly isWrite: boolean;
  readonly quotaProject: string | undefined;
}

export interface FakeCloud extends AsyncDisposable {
  /** Below which each API has its host name as the first part of the path. */
  readonly url: string;
  readonly state: FakeState;
  readonly seen: SeenRequest[];
  readonly writes: () => readonly SeenRequest[];
  /** Answers the next request that fits instead of the API; `null`: lets it through, and breaks the connection after. */
  readonly interfere: (fits: (request: SeenRequest) => boolean, answers: readonly (FakeAnswer | null)[]) => void;
}

/** The Google APIs that setup calls, on loopback and with a memory. */
export async function startFakeCloud(state: FakeState = aFakeState()): Promise<FakeCloud> {
  const seen: SeenRequest[] = [];
  const interferences: { readonly fits: (request: SeenRequest) => boolean; readonly answers: (FakeAnswer | null)[] }[] =
    [];

  async function answer(incoming: IncomingMessage): Promise<FakeAnswer | null> {
    const [, host = '', ...rest] = (incoming.url ?? '').split('/');
    const url = new URL(`/${rest.join('/')}`, 'http://fake');
    const { method = 'GET' } = incoming;
    const isWrite = method !== 'GET' && !/:(?:getIamPolicy|testIamPermissions)$/.test(url.pathname);
    const quotaProject = incoming.headers['x-goog-user-project'];
    const request = { host, method, path: url.pathname, isWrite, quotaProject: String(quotaProject) };
    const body = await text(incoming);
    seen.push(request);
    const planned = interferences.find(({ fits, answers }) => answers.length > 0 && fits(request))?.answers.shift();
    if (planned) return planned;
    const real = routeFake(state, { host, method, url, body });
    return planned === null ? null : real;
  }

  const server = createServer((incoming, response) => {
    void answer(incoming).then((given) => {
      if (given === null) {
        incoming.socket.destroy();
        return;
      }
      response.writeHead(given.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(given.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    seen,
    writes: () => seen.filter(({ isWrite }) => isWrite),
    interfere: (fits, answers) => void interferences.push({ fits, answers: [...answers] }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
