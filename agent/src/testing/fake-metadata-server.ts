import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeMetadataServer extends AsyncDisposable {
  /** For GCE_METADATA_HOST. */
  readonly host: string;
  /** Audiences that tokens were asked for. */
  readonly audiences: readonly string[];
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Gives out ID tokens as the metadata server of Cloud Run does. https://cloud.google.com/run/docs/securing/service-identity */
export const startFakeMetadataServer = async ({ hasAccount = true } = {}): Promise<FakeMetadataServer> => {
  const audiences: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://metadata');
    response.setHeader('Metadata-Flavor', 'Google');
    const audience = searchParams.get('audience');
    if (!hasAccount) return response.writeHead(404).end('no service account');
    if (!pathname.endsWith('/service-accounts/default/identity') || audience === null) return response.end('{}');
    audiences.push(audience);
    const expiresInOneHour = Math.floor(Date.now() / 1000) + 3600;
    return response.end(`${base64({ alg: 'RS256' })}.${base64({ aud: audience, exp: expiresInOneHour })}.signature`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    audiences,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
