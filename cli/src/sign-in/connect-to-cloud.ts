import { FUNCTIONS_REGION, type Role } from '@proving-ground/shared';
import type { ApiClient } from '../api/api-client.ts';
import { createCallableClient } from '../api/callable-client.ts';
import { createFirestoreReader } from '../api/firestore-reader.ts';
import { UsageError } from '../command-line/usage-error.ts';
import type { CliEnvironment } from './cli-environment.ts';
import type { CreateCustomToken } from './create-custom-token.ts';
import { createIdentityRest } from './identity-rest.ts';
import { createTokenSource } from './token-source.ts';

export interface CloudSurroundings {
  readonly environment: CliEnvironment;
  readonly createCustomToken: CreateCustomToken;
  readonly nowMs: () => number;
}

interface CloudTarget {
  readonly project: string;
  readonly as: Role;
}

/** Uses the token it is given, or signs in with a service account that may sign tokens.
 * @throws UsageError that names what is missing, Failure when the sign-in is refused */
export async function connectToCloud(target: CloudTarget, surroundings: CloudSurroundings): Promise<ApiClient> {
  const token = await signIn(target, surroundings);
  const documentsUrl = `https://firestore.googleapis.com/v1/projects/${target.project}/databases/(default)/documents`;
  const urlOf = (name: string) => `https://${FUNCTIONS_REGION}-${target.project}.cloudfunctions.net/${name}`;
  return { ...createCallableClient({ urlOf, token }), ...createFirestoreReader({ documentsUrl, token }) };
}

/** Exported for its test: everything else goes to addresses that only the cloud has. */
export async function signIn(
  { project, as }: CloudTarget,
  { environment, createCustomToken, nowMs }: CloudSurroundings,
  baseUrlOf = (host: string) => `https://${host}`,
): Promise<() => Promise<string>> {
  const { PG_ID_TOKEN: idToken, PG_API_KEY: apiKey, PG_UID: uid } = environment;
  if (idToken !== undefined) return async () => idToken;
  if (apiKey === undefined || uid === undefined) throw new UsageError(whatIsMissing(environment));
  const identity = createIdentityRest({ baseUrlOf, apiKey });
  const keyFile = environment.GOOGLE_APPLICATION_CREDENTIALS ?? null;
  const customToken = await createCustomToken({ project, uid, role: as, keyFile });
  const first = await identity.signIn('signInWithCustomToken', { token: customToken, returnSecureToken: true });
  return createTokenSource({ first, refresh: identity.refresh, nowMs });
}

function whatIsMissing({ PG_API_KEY: apiKey, PG_UID: uid }: CliEnvironment): string {
  return [
    'To sign in, PG_ID_TOKEN is missing: an ID token of a user of the project.',
    'Or, to sign in with a service account that may sign tokens (Application Default Credentials):',
    ...(apiKey === undefined ? ['  PG_API_KEY is missing: the web API key of the project.'] : []),
    ...(uid === undefined
      ? ['  PG_UID is missing: the uid of a user of the project with a verified e-mail address.']
      : []),
  ].join('\n');
}
