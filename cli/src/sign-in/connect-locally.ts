import { FUNCTIONS_REGION, LOCAL_USERS, type LocalEndpoints, type Role } from '@proving-ground/shared';
import type { ApiClient } from '../api/api-client.ts';
import { createCallableClient } from '../api/callable-client.ts';
import { createFirestoreReader } from '../api/firestore-reader.ts';
import { createIdentityRest } from './identity-rest.ts';
import { createTokenSource } from './token-source.ts';

/** Signs in at the Auth emulator as one of the local users. @throws Failure */
export async function connectLocally(endpoints: LocalEndpoints, role: Role, nowMs: () => number): Promise<ApiClient> {
  const { projectId, functions, auth, firestore } = endpoints;
  // The emulator asks for a key and takes any.
  const identity = createIdentityRest({ baseUrlOf: (host) => `${auth}/${host}`, apiKey: 'local' });
  const account = { sub: role, email: LOCAL_USERS[role], email_verified: true };
  const signedIn = await identity.signIn('signInWithIdp', {
    postBody: `id_token=${encodeURIComponent(JSON.stringify(account))}&providerId=google.com`,
    requestUri: 'http://localhost',
    returnSecureToken: true,
  });
  const urlOf = (name: string) => `${functions}/${projectId}/${FUNCTIONS_REGION}/${name}`;
  await createCallableClient({ urlOf, token: async () => signedIn.idToken }).call('claimRole', {});
  // The role is in the next token only.
  const first = await identity.refresh(signedIn.refreshToken);
  const token = createTokenSource({ first, refresh: identity.refresh, nowMs });
  const documentsUrl = `${firestore}/v1/projects/${projectId}/databases/(default)/documents`;
  return { ...createCallableClient({ urlOf, token }), ...createFirestoreReader({ documentsUrl, token }) };
}
