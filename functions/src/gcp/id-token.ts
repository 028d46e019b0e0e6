import { GoogleAuth, type IdTokenClient } from 'google-auth-library';
import { callApi } from '../platform/failure-mapping.ts';

let auth: GoogleAuth | undefined;
/** One per audience: each keeps its token until it expires. */
const clients = new Map<string, Promise<IdTokenClient>>();

/** The `Authorization` value that lets our own account call a private Cloud Run service.
 * @see https://cloud.google.com/run/docs/authenticating/service-to-service
 * @throws Failure when no token can be had */
export async function idTokenHeader(serviceUrl: string): Promise<string> {
  // The audience is the service's root URL, without a path.
  const audience = new URL(serviceUrl).origin;
  return await callApi('Identity tokens', async () => {
    const client = await clientFor(audience);
    const headers = await client.getRequestHeaders();
    return headers.get('authorization') ?? '';
  });
}

function clientFor(audience: string): Promise<IdTokenClient> {
  const known = clients.get(audience);
  if (known) return known;
  auth ??= new GoogleAuth();
  const created = auth.getIdTokenClient(audience);
  clients.set(audience, created);
  // A failure is not kept: the next call tries anew.
  created.catch(() => clients.delete(audience));
  return created;
}
