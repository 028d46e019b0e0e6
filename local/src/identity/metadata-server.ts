import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type MetadataRequest, metadataRoutes } from './metadata-routes.ts';

export interface MetadataServer extends AsyncDisposable {
  readonly port: number;
  /** What google-auth-library reads to find this server, and nothing else. */
  readonly env: Readonly<Record<'GCE_METADATA_HOST' | 'METADATA_SERVER_DETECTION', string>>;
}

/** Serves one account's metadata on 127.0.0.1. */
export async function startMetadataServer(
  options: MetadataRequest & { readonly port: number },
): Promise<MetadataServer> {
  const listener = getRequestListener(metadataRoutes(options).fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    env: { GCE_METADATA_HOST: `127.0.0.1:${port}`, METADATA_SERVER_DETECTION: 'assume-present' },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}
