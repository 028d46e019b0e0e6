import { createEvent, type Event } from '@google/adk';
import { APP_NAME } from '../agent/production-agent.ts';
import type { BackendErrorCode } from '../model/backend-failure.ts';
import {
  SessionGoneError,
  SessionStaleError,
  SessionStoreError,
  StateTooLargeError,
} from '../sessions/session-errors.ts';

/** Why a turn ended without an answer. */
export interface TurnFailure {
  readonly status: 404 | 409 | 413 | 500 | 502 | 503 | 504;
  readonly errorCode: string;
  readonly detail: string;
  /** Only for faults of ours: what the log is told and the client is not. */
  readonly error?: unknown;
}

const BUSY: BackendErrorCode = 'BACKEND_BUSY';
const TIMEOUT: BackendErrorCode = 'BACKEND_TIMEOUT';
// ADK's own code for an exception it caught: a fault of ours, whose text is nobody else's business.
const ADK_UNEXPECTED = 'UNKNOWN_ERROR';

const statusOf = (errorCode: string): 502 | 503 | 504 => {
  if (errorCode === BUSY) return 503;
  return errorCode === TIMEOUT ? 504 : 502;
};

const internal = (error: unknown): TurnFailure => ({
  status: 500,
  errorCode: 'INTERNAL',
  detail: 'Internal Server Error',
  error,
});

/** Reads the failure out of an event, if it is one. */
export const failureOfEvent = ({ errorCode, errorMessage }: Event): TurnFailure | undefined => {
  if (errorCode === undefined) return undefined;
  if (errorCode === ADK_UNEXPECTED) return internal(new Error(errorMessage));
  return { status: statusOf(errorCode), errorCode, detail: errorMessage ?? 'The model gave no answer' };
};

/** What a client is told of a failure that has a name; undefined for a fault of ours. */
export const knownFailure = (error: unknown): TurnFailure | undefined => {
  if (error instanceof SessionGoneError) {
    return { status: 404, errorCode: 'SESSION_NOT_FOUND', detail: error.message };
  }
  if (error instanceof SessionStaleError) return { status: 409, errorCode: 'SESSION_STALE', detail: error.message };
  if (error instanceof StateTooLargeError) {
    return { status: 413, errorCode: 'STATE_TOO_LARGE', detail: error.message };
  }
  if (error instanceof SessionStoreError) {
    return { status: 503, errorCode: 'SESSION_STORE_UNAVAILABLE', detail: error.message };
  }
  return undefined;
};

/** What a client is told when the turn itself broke; faults of ours keep their text for the log. */
export const failureOfThrown = (error: unknown): TurnFailure => knownFailure(error) ?? internal(error);

/** The turn was cut short from outside: the service stops, or the client has gone and reads nothing any more. */
export const TURN_ABORTED: TurnFailure = {
  status: 503,
  errorCode: 'TURN_ABORTED',
  detail: 'The service is shutting down: send the message again',
};

/** An event for a failure that ADK made none of. */
export const failureEvent = ({ errorCode, detail }: TurnFailure): Event =>
  createEvent({ author: APP_NAME, errorCode, errorMessage: detail });
