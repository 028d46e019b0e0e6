import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { describeError, type Log } from '../log.ts';
import {
  SessionExistsError,
  SessionGoneError,
  SessionIdError,
  StateTooLargeError,
} from '../sessions/session-errors.ts';
import { InvalidRequestError } from './invalid-request-error.ts';
import { SessionBusyError, SessionWaitAbortedError } from './session-locks.ts';
import { knownFailure, TURN_ABORTED, type TurnFailure } from './turn-failure.ts';

const RETRY_AFTER_SECONDS = '1';

/** Answers a turn that failed, so that a load test counts it as a failure. */
export const turnFailureResponse = (context: Context, { status, detail, errorCode }: TurnFailure): Response =>
  context.json({ detail, errorCode }, status, status === 503 ? { 'Retry-After': RETRY_AFTER_SECONDS } : {});

/** Answers a method that a known path does not have. */
export const methodNotAllowed = (allowed: string) => (context: Context) =>
  context.json({ detail: 'Method Not Allowed' }, 405, { Allow: allowed });

/** Turns whatever a route throws into JSON with FastAPI's `detail`. */
export const problemResponse =
  (log: Log) =>
  (error: Error, context: Context): Response => {
    if (error instanceof InvalidRequestError) return context.json({ detail: error.faults }, 422);
    if (error instanceof SessionExistsError) return context.json({ detail: error.message }, 409);
    if (error instanceof SessionGoneError) return context.json({ detail: error.message }, 404);
    if (error instanceof StateTooLargeError) return context.json({ detail: error.message }, 413);
    if (error instanceof SessionIdError) return context.json({ detail: error.message }, 400);
    if (error instanceof SessionBusyError) {
      return context.json({ detail: error.message, errorCode: 'SESSION_BUSY' }, 429, {
        'Retry-After': RETRY_AFTER_SECONDS,
      });
    }
    if (error instanceof SessionWaitAbortedError) return turnFailureResponse(context, TURN_ABORTED);
    if (error instanceof HTTPException) return context.json({ detail: error.message }, error.status);
    const known = knownFailure(error);
    if (known !== undefined) return turnFailureResponse(context, known);
    log('ERROR', 'request-failed', { path: context.req.path, ...describeError(error) });
    return context.json({ detail: 'Internal Server Error' }, 500);
  };
