import { randomBytes } from 'node:crypto';

export interface NewTrace {
  /** 32 hex digits. */
  readonly traceId: string;
  /** What requests that belong to the trace carry: https://www.w3.org/TR/trace-context/#traceparent-header */
  readonly traceparent: string;
}

/** A trace of its own for one piece of work; the flag asks those who get it to record it. */
export function newTrace(): NewTrace {
  const traceId = randomBytes(16).toString('hex');
  return { traceId, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
}
