import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The HTTP server behind one URL. */
export interface Front extends AsyncDisposable {
  readonly port: number;
}

/**
 * Where new URLs get their ports. Systems hand out ports above it to outgoing connections: a URL from there would be
 * taken by chance at the next start, and a service keeps its URL for as long as it lives.
 */
const PORTS = { first: 20_000, end: 30_000 } as const;
const MAX_ATTEMPTS = 50;

/**
 * Listens on 127.0.0.1; port 0 takes a free one.
 *
 * @throws Error when another program has the port.
 */
export async function startFront(options: {
  readonly port: number;
  /** For whom, in words, should the port be taken. */
  readonly name: string;
  /** Told of what a handler threw. */
  readonly report: (problem: string) => void;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}): Promise<Front> {
  const { port, name, report, handle } = options;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      report(`${name}: ${String(error)}`);
      response.destroy();
    });
  });
  // The service's own timeout is the only one: a request may be sent for an hour.
  server.requestTimeout = 0;
  if (port === 0) await listenSomewhere(server);
  else if (!(await listens(server, port))) {
    throw new Error(
      `Port ${port} of ${name} is taken by another program. Stop that program, or start with an empty state.`,
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listenSomewhere(server: Server): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (await listens(server, randomInt(PORTS.first, PORTS.end))) return;
  }
  throw new Error(`No free port between ${PORTS.first} and ${PORTS.end} in ${MAX_ATTEMPTS} attempts.`);
}

/** False when the port is taken. */
async function listens(server: Server, port: number): Promise<boolean> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}
