import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { Trace } from './request-log.ts';

/** How a request that reached an instance ended. */
export type Outcome = 'answered' | 'client-gone' | 'instance-failed' | 'timeout';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly port: number;
  readonly headers: OutgoingHttpHeaders;
  readonly timeoutMs: number;
}

/** Of one connection, not of the message: never passed on. RFC 9110, section 7.6.1. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'expect',
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'te',
  'trailer',
]);
/** Shorter than what servers allow an idle connection, or a request meets a closing one. */
const IDLE_CONNECTION_MS = 2_000;

const agent = new Agent({ keepAlive: true, timeout: IDLE_CONNECTION_MS, maxSockets: Number.POSITIVE_INFINITY });

/**
 * Streams a request to an instance and its answer back, nothing kept.
 *
 * Only an answer that begins counts: whatever ends before it leaves the response to the caller.
 */
export function forward({ request, response, port, headers, timeoutMs }: Exchange): Promise<Outcome> {
  // Who went while waiting for an instance would never be heard to go: its end is past.
  if (response.destroyed) return Promise.resolve('client-gone');
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const { method, url: path } = request;
  const upstream = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent });
  const finish = (outcome: Outcome) => {
    clearTimeout(timer);
    request.unpipe(upstream);
    resolve(outcome);
    if (outcome !== 'answered' || !upstream.writableEnded) upstream.destroy();
  };
  const timer = setTimeout(() => finish('timeout'), timeoutMs);

  upstream.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
    // The first byte may take a minute; that there will be an answer is known now.
    response.flushHeaders();
    answer.on('error', () => finish('instance-failed'));
    answer.pipe(response);
  });
  upstream.on('error', () => finish('instance-failed'));
  response.on('error', () => finish('client-gone'));
  response.once('finish', () => finish('answered'));
  response.once('close', () => {
    if (!response.writableFinished) finish('client-gone');
  });
  request.pipe(upstream);
  return promise;
}

/** What the container gets: the client's headers, who it was, and the trace that its log lines shall name. */
export function requestHeaders(
  request: IncomingMessage,
  { headers, trace }: { readonly headers: Readonly<IncomingMessage['headers']>; readonly trace: Trace },
): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name));
  const before = headers['x-forwarded-for'];
  const client = request.socket.remoteAddress ?? '127.0.0.1';
  return {
    ...Object.fromEntries(kept),
    'x-forwarded-for': before === undefined ? client : `${String(before)},${client}`,
    'x-forwarded-proto': 'http',
    'x-cloud-trace-context': `${trace.traceId}/${BigInt(`0x${trace.spanId}`)}`,
    // The caller's own says whether its trace is recorded: that is not ours to change.
    traceparent: headers['traceparent'] ?? `00-${trace.traceId}-${trace.spanId}-00`,
  };
}

/** Raw, so that repeated headers and their letters stay as they are. */
function endToEnd(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) kept.push(name, raw[index + 1] ?? '');
  }
  return kept;
}
