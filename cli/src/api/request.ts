import { Failure } from '@proving-ground/shared';
import { failureOfAnswer, unanswered } from './client-failure.ts';

/** Longest a plain call may take: functions that store and return have 60 seconds. */
const CALL_TIMEOUT_MS = 70_000;

export interface Request {
  /** How it is named in messages: URLs hold project and key. */
  readonly doing: string;
  readonly url: string;
  /** GET without one. */
  readonly body?: unknown;
  readonly token?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** Sends it and waits for the head of the answer. @throws Failure when nothing is there, the signal's reason after an abort */
export async function send({ doing, url, body, token, accept, signal }: Request): Promise<Response> {
  try {
    return await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(accept === undefined ? {} : { accept }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A token must never follow a redirect to somewhere else.
      redirect: 'error',
      signal: signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
  } catch (error) {
    throw failureOfNetwork(doing, error);
  }
}

/** The JSON of a good answer. @throws Failure otherwise */
export async function requestJson(request: Request): Promise<unknown> {
  const response = await send(request);
  const body = await bodyOf(request.doing, response);
  if (!response.ok) throw failureOfAnswer(request.doing, { httpStatus: response.status, body });
  return body;
}

/** Undefined when it is not JSON, as a front that answers instead of the product sends. */
export async function bodyOf(doing: string, response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw failureOfNetwork(doing, error);
  });
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function failureOfNetwork(doing: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  if (isTimeout) return unanswered('TIMED_OUT', `${doing} took too long, and its outcome is not known.`, error);
  return unanswered('NOT_REACHED', `${doing} did not reach the product: ${causeOf(error)}.`, error);
}

/** Why `fetch` failed lies one level down; the level above says "fetch failed". */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  if (typeof code === 'string') return code;
  return cause instanceof Error ? cause.message : String(cause);
}
