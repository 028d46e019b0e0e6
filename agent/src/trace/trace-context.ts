import { randomBytes } from 'node:crypto';

/** Where in a trace a piece of work stands: https://www.w3.org/TR/trace-context/#traceparent-header */
export interface TraceContext {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** Two hex digits; the lowest bit says that the caller records the trace. */
  readonly flags: string;
}

// Later versions may add to it, and must be read all the same; `ff` is none.
const TRACE_PARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-|$)/;

/** Reads a `traceparent` header; undefined for none, and for one that is not valid. */
export const readTraceparent = (header: string | undefined): TraceContext | undefined => {
  const [, traceId, spanId, flags] = TRACE_PARENT.exec(header ?? '') ?? [];
  return traceId === undefined || spanId === undefined || flags === undefined ? undefined : { traceId, spanId, flags };
};

export const newSpanId = (): string => randomBytes(8).toString('hex');

export const newTrace = (): TraceContext => ({
  traceId: randomBytes(16).toString('hex'),
  spanId: newSpanId(),
  flags: '01',
});

/** The header for a request that is part of this work. */
export const traceparentOf = ({ traceId, spanId, flags }: TraceContext): string => `00-${traceId}-${spanId}-${flags}`;

export const isSampled = ({ flags }: TraceContext): boolean => (Number.parseInt(flags, 16) & 1) === 1;
