import {
  CALLABLES,
  type CallableChunk,
  type CallableName,
  type CallableRequest,
  type CallableResponse,
  Failure,
  FUNCTIONS_REGION,
} from '@proving-ground/shared';
import { type CallableFunction, HttpsError, onCall } from 'firebase-functions/https';
import type { z } from 'zod';
import { cloudActLog } from '../audit/act-log.ts';
import { FUNCTIONS_ACCOUNT, isAppCheckOn } from './config.ts';
import { type Caller, type IncomingCall, identify, requireApp, requireRole } from './identify-caller.ts';
import { internalFailure } from './internal-failure.ts';
import { cloudLog } from './log.ts';

export interface Call<N extends CallableName> {
  readonly request: CallableRequest<N>;
  readonly caller: Caller;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
  /** Resolves to false when nobody reads the stream. */
  readonly sendChunk: (chunk: CallableChunk<N>) => Promise<boolean>;
}

interface CallableLimits {
  readonly timeoutSeconds?: number;
  readonly maxInstances?: number;
  /** With App Check on, each of its tokens counts once. */
  readonly replayProtected?: boolean;
}

interface OutgoingStream {
  readonly signal: AbortSignal;
  sendChunk(chunk: unknown): Promise<boolean>;
}

const NEVER_ABORTED = new AbortController().signal;

/**
 * Makes a callable of its contract: sign-in, role and schema are checked before the handler runs, and what it throws
 * becomes an HttpsError. The only place that knows onCall and HttpsError.
 *
 * Every origin may call (Firebase's default): callers are known by ID token, never by cookie.
 */
export function defineCallable<N extends CallableName>(
  name: N,
  limits: CallableLimits,
  handle: (call: Call<N>) => Promise<CallableResponse<N>>,
): CallableFunction<unknown, Promise<CallableResponse<N>>> {
  const options = {
    region: FUNCTIONS_REGION,
    memory: '512MiB' as const,
    timeoutSeconds: limits.timeoutSeconds ?? 60,
    maxInstances: limits.maxInstances ?? 10,
    serviceAccount: FUNCTIONS_ACCOUNT,
    ...(limits.replayProtected ? { consumeAppCheckToken: true } : {}),
  };
  return onCall(options, async (incoming: IncomingCall, stream?: OutgoingStream) => {
    try {
      if (isAppCheckOn()) requireApp(incoming, limits);
      const caller = identify(incoming);
      requireRole(caller, CALLABLES[name].role);
      const request = parseRequest(name, incoming.data);
      return await onRecord(name, { request, caller }, () =>
        handle({
          request,
          caller,
          signal: stream?.signal ?? NEVER_ABORTED,
          sendChunk: async (chunk) => (await stream?.sendChunk(chunk)) ?? false,
        }),
      );
    } catch (error) {
      throw toHttpsError(name, error);
    }
  });
}

/** Does something, on record from before it is begun to how it went. */
async function onRecord<N extends CallableName, T>(
  name: N,
  { request, caller }: Pick<Call<N>, 'request' | 'caller'>,
  act: () => Promise<T>,
): Promise<T> {
  const end = await cloudActLog.begin(name, request, caller);
  try {
    const result = await act();
    await end?.('done');
    return result;
  } catch (error) {
    await end?.(error instanceof Failure ? error : 'failed');
    throw error;
  }
}

function parseRequest<N extends CallableName>(name: N, data: unknown): CallableRequest<N> {
  const parsed = CALLABLES[name].request.safeParse(data ?? {});
  if (parsed.success) return parsed.data as CallableRequest<N>;
  throw new Failure({
    code: 'invalid-argument',
    reason: 'INVALID_REQUEST',
    message: parsed.error.issues.slice(0, 10).map(describeIssue).join(' '),
    nextStep: 'Correct what is named and try again; nothing was stored.',
    retryable: false,
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join('.') || 'request';
  // What is wrong with the key of a record lies one level down.
  const reasons = issue.code === 'invalid_key' ? issue.issues.map(({ message }) => message) : [issue.message];
  return `${field}: ${reasons.join(' ').slice(0, 300).replace(/\.$/, '')}.`;
}

/** Callers get the whole record of a Failure as details; of anything else only a number to ask for. */
function toHttpsError(name: CallableName, error: unknown): HttpsError {
  if (error instanceof Failure) {
    cloudLog.info('callable.refused', { callable: name, code: error.record.code, reason: error.record.reason });
    return new HttpsError(error.record.code, error.record.message, error.record);
  }
  const record = internalFailure({
    error,
    log: cloudLog,
    event: 'callable.failed',
    fields: { callable: name },
    nextStep: 'Try again; if it stays, look for that number in the log of the functions.',
  });
  return new HttpsError('internal', record.message, record);
}
