import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

export interface RunningServer {
  readonly port: number;
  /** Takes nothing new, lets running answers end within the grace, then cuts them off. */
  stop(graceMs: number): Promise<void>;
}

/** @throws Error when the address cannot be listened on. */
export async function startServer(options: {
  readonly listener: RequestListener;
  readonly host: string;
  readonly port: number;
}): Promise<RunningServer> {
  const server = createServer(options.listener);
  // An answer may take minutes, and its request was read long before.
  server.requestTimeout = 0;
  server.listen({ port: options.port, ...(options.host === '' ? {} : { host: options.host }) });
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    stop: async (graceMs) => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}
