import type { GoogleAuth } from 'google-auth-library';
import { z } from 'zod';
import { ApiError, apiErrorOf, CredentialsError } from './api-error.ts';
import type { Google } from './google.ts';
import { API_TITLES, GOOGLE_APIS, type GoogleApis } from './google-apis.ts';

const TIMEOUT_MS = 30_000;

const answered = z.object({ response: z.object({ status: z.number(), data: z.unknown() }) });

/** Google's APIs as whoever `auth` finds signed in. */
export function createGoogle({
  auth,
  projectId,
  apis = GOOGLE_APIS,
}: {
  readonly auth: Pick<GoogleAuth, 'getClient'>;
  readonly projectId: string;
  readonly apis?: GoogleApis;
}): Google {
  return async ({ api, method, path, body }) => {
    const client = await signedIn(async () => {
      const found = await auth.getClient();
      // Fetches the token here and keeps it: a refusal of the token is no answer of the API.
      await found.getRequestHeaders();
      return found;
    });
    try {
      const { data } = await client.request<unknown>({
        url: `${apis[api]}${path}`,
        method,
        timeout: TIMEOUT_MS,
        responseType: 'json',
        // People's own credentials belong to no project, and some APIs insist on one that the call counts against.
        // https://cloud.google.com/docs/authentication/troubleshoot-adc
        headers: { 'x-goog-user-project': projectId },
        ...(body ? { data: body } : {}),
      });
      return data;
    } catch (error) {
      const { data } = answered.safeParse(error);
      if (data) throw apiErrorOf(API_TITLES[api], data.response.status, data.response.data);
      const why = error instanceof Error ? error.message : String(error);
      throw new ApiError(`${API_TITLES[api]}: no answer (${why})`, { status: 0 });
    }
  };
}

async function signedIn<T>(find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    throw new CredentialsError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
