import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RevisionLog } from '../logging/create-logs.ts';
import type { Severity } from '../logging/log-entry.ts';

/** Which trace a request belongs to: the caller's, or one of its own. */
export interface Trace {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
}

export interface RequestLogger {
  /** Writes the entry of one request, once it is over; `text` is what the platform has to say about it. */
  write(end: { readonly status: number; readonly instanceId?: string; readonly text?: string }): void;
}

/** Reads the caller's trace from W3C or Google headers: https://cloud.google.com/trace/docs/trace-context */
export function traceOf({ headers }: Pick<IncomingMessage, 'headers'>): Trace {
  const [, w3c] = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(headers['traceparent'])) ?? [];
  const [, google] = /^([0-9a-f]{32})(?:\/|;|$)/.exec(String(headers['x-cloud-trace-context'])) ?? [];
  return { traceId: w3c ?? google ?? randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
}

/** Begins the clock of a request; its entry is what Cloud Run writes to `run.googleapis.com/requests`. */
export function logRequest(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { log, trace }: { readonly log: RevisionLog; readonly trace: Trace },
): RequestLogger {
  const beganAtMs = performance.now();
  const { socket, headers, method = 'GET', url = '/' } = request;
  // A connection carries many requests: what it has sent so far is of earlier ones.
  const sentBytesBefore = socket.bytesWritten;
  return {
    write: ({ status, instanceId, text }) => {
      const sentBytes = (response.socket ?? socket).bytesWritten - sentBytesBefore;
      log.request({
        severity: severityOf(status),
        trace,
        ...(instanceId !== undefined && { instanceId }),
        ...(text !== undefined && { text }),
        httpRequest: {
          requestMethod: method,
          requestUrl: `http://${headers.host}${url}`,
          status,
          responseSize: String(sentBytes),
          userAgent: headers['user-agent'] ?? '',
          remoteIp: socket.remoteAddress ?? '127.0.0.1',
          latency: `${((performance.now() - beganAtMs) / 1_000).toFixed(6)}s`,
          protocol: `HTTP/${request.httpVersion}`,
        },
      });
    },
  };
}

function severityOf(status: number): Severity {
  if (status >= 500) return 'ERROR';
  return status >= 400 ? 'WARNING' : 'INFO';
}
