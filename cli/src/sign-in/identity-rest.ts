import { Failure } from '@proving-ground/shared';
import { z } from 'zod';
import { failureOfAnswer, unanswered } from '../api/client-failure.ts';
import { bodyOf, send } from '../api/request.ts';
import type { Tokens } from './token-source.ts';

const signedIn = z.object({ idToken: z.string(), refreshToken: z.string(), expiresIn: z.coerce.number() });
const refreshed = z.object({ id_token: z.string(), refresh_token: z.string(), expires_in: z.coerce.number() });

/** Firebase Auth answers what it refuses with 400 and a word, for example INVALID_CUSTOM_TOKEN. */
const refusal = z.object({ error: z.object({ message: z.string() }) });
const DOING = 'Signing in';

/** Firebase Auth over REST: what its client for the web does, without a browser. */
export interface IdentityRest {
  /** @throws Failure */
  readonly signIn: (method: 'signInWithIdp' | 'signInWithCustomToken', body: unknown) => Promise<Tokens>;
  /** @throws Failure */
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
}

export function createIdentityRest({
  baseUrlOf,
  apiKey,
}: {
  /** The emulator has both hosts as folders of its own. */
  readonly baseUrlOf: (host: 'identitytoolkit.googleapis.com' | 'securetoken.googleapis.com') => string;
  readonly apiKey: string;
}): IdentityRest {
  const post = async <S extends z.ZodType>(url: string, body: unknown, answer: S): Promise<z.output<S>> => {
    const response = await send({ doing: DOING, url: `${url}?key=${encodeURIComponent(apiKey)}`, body });
    const given = await bodyOf(DOING, response);
    if (!response.ok) throw refusalOf(response.status, given);
    const parsed = answer.safeParse(given);
    if (parsed.success) return parsed.data;
    throw unanswered('UNEXPECTED_ANSWER', `${DOING}: the answer is not what Firebase Auth sends.`);
  };
  return {
    signIn: async (method, body) => {
      const url = `${baseUrlOf('identitytoolkit.googleapis.com')}/v1/accounts:${method}`;
      return await post(url, body, signedIn);
    },
    refresh: async (refreshToken) => {
      const url = `${baseUrlOf('securetoken.googleapis.com')}/v1/token`;
      const answer = await post(url, { grant_type: 'refresh_token', refresh_token: refreshToken }, refreshed);
      return { idToken: answer.id_token, refreshToken: answer.refresh_token, expiresIn: answer.expires_in };
    },
  };
}

function refusalOf(httpStatus: number, body: unknown): Failure {
  const said = refusal.safeParse(body).data?.error.message;
  if (httpStatus !== 400 || said === undefined) return failureOfAnswer(DOING, { httpStatus, body });
  return new Failure({
    code: 'unauthenticated',
    reason: 'SIGN_IN_REFUSED',
    message: `Firebase Auth refused the sign-in: ${said.slice(0, 500)}`,
    nextStep: 'Check that PG_API_KEY and the service account belong to the project, and that PG_UID is a user of it.',
    retryable: false,
  });
}
