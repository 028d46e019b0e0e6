import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Identity } from '../identity/create-identity.ts';
import { authorise, withoutSignature } from './authorise.ts';
import { durationSeconds } from './durations.ts';
import { answerError, type FrontError } from './error-page.ts';
import { forward, requestHeaders } from './forward.ts';
import { NoInstanceError, StartupError } from './instance.ts';
import type { Lease } from './pool-member.ts';
import { logRequest, traceOf } from './request-log.ts';
import type { RevisionRuntime } from './revision-runtime.ts';
import { findRevision, type ServiceRecord } from './service-record.ts';
import { pickRevision, taggedRevision } from './traffic.ts';

export interface RequestContext {
  readonly identity: Pick<Identity, 'verifyIdToken'>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly runtime: Pick<RevisionRuntime, 'poolOf' | 'logOf' | 'meterOf'>;
}

export interface IncomingRequest {
  readonly record: ServiceRecord;
  /** The tag in the URL, if it has one. */
  readonly tag: string | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** A broken connection and the end of its process are this far apart. */
const CRASH_MS = 200;
/** What logs call a client that went before there was an answer. */
const CLIENT_GONE_STATUS = 499;

/** One request as Cloud Run takes it: may it come in, to which revision, which instance, and how it ended. */
export async function serveRequest(incoming: IncomingRequest, context: RequestContext): Promise<void> {
  const { record, tag, request, response } = incoming;
  // From the very first moment: a client may go during any of the waits below.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const refuse = (error: FrontError) => answerError(response, error, request.url ?? '/');

  if (!isLoopback(request.headers.host) || record.spec.defaultUriDisabled) return void refuse('not-found');
  const name = tag === null ? pickRevision(record.served, context.random()) : taggedRevision(record.served, tag);
  const revision = findRevision(record, name);
  const verdict = await authorise(record, request.headers, context.identity);
  if (!revision) return void refuse(verdict === 'allowed' ? 'not-found' : verdict);

  const trace = traceOf(request);
  const entry = logRequest(incoming, { log: context.runtime.logOf(record, revision), trace });
  const complain = (error: FrontError, text: string, instanceId?: string) =>
    entry.write({ status: refuse(error), text, ...(instanceId !== undefined && { instanceId }) });
  if (verdict !== 'allowed') return complain(verdict, UNAUTHENTICATED);

  const arrivedAtMs = performance.now();
  let lease: Lease;
  try {
    lease = await context.runtime.poolOf(record, revision).acquire(gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return entry.write({ status: CLIENT_GONE_STATUS });
    if (error instanceof NoInstanceError) return complain('no-instance', NO_INSTANCE);
    if (error instanceof StartupError) return complain('unavailable', error.message);
    throw error;
  }
  const { id: instanceId, port, exited } = lease.instance;
  const leasedAtMs = performance.now();
  const measured = () => ({
    status: response.headersSent ? response.statusCode : CLIENT_GONE_STATUS,
    pendingMs: leasedAtMs - arrivedAtMs,
    instanceMs: performance.now() - leasedAtMs,
  });
  try {
    const outcome = await forward({
      request,
      response,
      port,
      headers: requestHeaders(request, { headers: withoutSignature(request.headers), trace }),
      timeoutMs: durationSeconds(revision.template.timeout) * 1_000,
    });
    switch (outcome) {
      case 'answered':
        return entry.write({ status: response.statusCode, instanceId });
      case 'client-gone':
        return entry.write({ status: response.headersSent ? response.statusCode : CLIENT_GONE_STATUS, instanceId });
      case 'instance-failed':
        // A client that repeats at once must not meet the same dead instance again.
        await Promise.race([exited, delay(CRASH_MS, undefined, { ref: false })]);
        return complain('unavailable', INSTANCE_FAILED, instanceId);
      case 'timeout':
        return complain('timeout', TIMED_OUT, instanceId);
    }
  } finally {
    context.runtime.meterOf(record, revision).request(measured());
    lease.release();
  }
}

/** Cloud Run's own words: https://cloud.google.com/run/docs/troubleshooting */
const UNAUTHENTICATED =
  'The request was not authenticated. Either allow unauthenticated invocations or set the proper Authorization header. Read more at https://cloud.google.com/run/docs/securing/authenticating';
const NO_INSTANCE = 'The request was aborted because there was no available instance.';
const INSTANCE_FAILED =
  'The request failed because either the HTTP response was malformed or connection to the instance had an error.';
const TIMED_OUT =
  'The request has been terminated because it has reached the maximum request timeout. To change this limit, see https://cloud.google.com/run/docs/configuring/request-timeout';

/** As Google's front end does not know hosts it does not serve, whatever page of the web made a name point here. */
function isLoopback(host = ''): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
}
