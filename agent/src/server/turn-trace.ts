import { isSampled, newSpanId, newTrace, readTraceparent, type TraceContext } from '../trace/trace-context.ts';

/** A turn's place in its caller's trace, and what ties a line of the log to it in Cloud Logging. */
export interface TurnTrace {
  /** Of the turn itself; undefined when the caller has no trace and none is wanted. */
  readonly context: TraceContext | undefined;
  readonly parentSpanId: string | undefined;
  /** https://cloud.google.com/logging/docs/structured-logging#special-payload-fields */
  readonly logFields: Readonly<Record<string, string | boolean>>;
}

/** Reads which trace a request belongs to, and gives the turn a span in it; without one, a trace of its own if spans are wanted. */
export const turnTrace = ({
  traceparent,
  projectId,
  wantsSpans,
}: {
  readonly traceparent: string | undefined;
  readonly projectId: string | undefined;
  readonly wantsSpans: boolean;
}): TurnTrace => {
  const parent = readTraceparent(traceparent);
  const context = parent ? { ...parent, spanId: newSpanId() } : wantsSpans ? newTrace() : undefined;
  if (context === undefined) return { context, parentSpanId: undefined, logFields: {} };
  const logFields =
    projectId === undefined
      ? {}
      : {
          'logging.googleapis.com/trace': `projects/${projectId}/traces/${context.traceId}`,
          'logging.googleapis.com/spanId': context.spanId,
          'logging.googleapis.com/trace_sampled': isSampled(context),
        };
  return { context, parentSpanId: parent?.spanId, logFields };
};
