import {
  CALLABLES,
  type CallableInput,
  type CallableName,
  type CallableResponse,
  FUNCTIONS_REGION,
  LOCAL_USERS,
  type LocalEndpoints,
  type Role,
} from '@proving-ground/shared';
import { z } from 'zod';

const signedIn = z.object({ idToken: z.string(), refreshToken: z.string() });
const refreshed = z.object({ id_token: z.string() });

/** Calls the functions over HTTP as a script would, under the identity of one of the local users. */
export interface ApiClient {
  call<N extends CallableName>(name: N, data: CallableInput<N>): Promise<CallableResponse<N>>;
  /** Reads a document as that user, under the rules; null when it is not there. */
  read(path: string): Promise<Readonly<Record<string, unknown>> | null>;
}

export async function signInForApi(endpoints: LocalEndpoints, role: Role): Promise<ApiClient> {
  const identity = { sub: role, email: LOCAL_USERS[role], email_verified: true };
  const first = signedIn.parse(
    await post(`${endpoints.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithIdp?key=local`, {
      postBody: `id_token=${encodeURIComponent(JSON.stringify(identity))}&providerId=google.com`,
      requestUri: 'http://localhost',
      returnSecureToken: true,
    }),
  );
  const call = async (token: string, name: CallableName, data: unknown) => {
    const url = `${endpoints.functions}/${endpoints.projectId}/${FUNCTIONS_REGION}/${name}`;
    const answer = z.object({ result: z.unknown() }).parse(await post(url, { data }, token));
    return CALLABLES[name].response.parse(answer.result);
  };
  // The role is in the next token only.
  await call(first.idToken, 'claimRole', {});
  const { id_token: token } = refreshed.parse(
    await post(`${endpoints.auth}/securetoken.googleapis.com/v1/token?key=local`, {
      grant_type: 'refresh_token',
      refresh_token: first.refreshToken,
    }),
  );
  const documents = `${endpoints.firestore}/v1/projects/${endpoints.projectId}/databases/(default)/documents`;
  return {
    call: async (name, data) => (await call(token, name, data)) as CallableResponse<typeof name>,
    read: async (path) => {
      const response = await fetch(`${documents}/${path}`, { headers: { authorization: `Bearer ${token}` } });
      if (response.status === 404) return null;
      const { fields } = z.object({ fields: z.record(z.string(), z.unknown()) }).parse(await response.json());
      return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainValue(value)]));
    },
  };
}

async function post(url: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** A value of Firestore's REST API as the value it stands for. */
function plainValue(value: unknown): unknown {
  const [[kind, inner] = ['nullValue', null]] = Object.entries(z.record(z.string(), z.unknown()).parse(value));
  switch (kind) {
    case 'integerValue':
      return Number(inner);
    case 'arrayValue':
      return z
        .object({ values: z.array(z.unknown()).default([]) })
        .parse(inner)
        .values.map(plainValue);
    case 'mapValue': {
      const { fields } = z.object({ fields: z.record(z.string(), z.unknown()).default({}) }).parse(inner);
      return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, plainValue(field)]));
    }
    default:
      return inner;
  }
}
