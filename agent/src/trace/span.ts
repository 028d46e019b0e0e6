/** One piece of work in a trace, over. Instants are epoch milliseconds with a fraction. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client';
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Undefined for work that went well. */
  readonly errorCode: string | undefined;
}
