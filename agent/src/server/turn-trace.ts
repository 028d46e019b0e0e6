import { isSampled, newSpanId, readTraceparent, type TraceContext } from '../trace/trace-context.ts';

/** A turn's place in its caller's trace, and what ties a line of the log to it in Cloud Logging. */
export interface TurnTrace {
  /** Of the turn itself; undefined when the caller has no trace. */
  readonly context: TraceContext | undefined;
  readonly parentSpanId: string | undefined;
  /** https://cloud.google.com/logging/docs/structured-logging#special-payload-fields */
  readonly logFields: Readonly<Record<string, string | boolean>>;
}

/** Reads which trace a request belongs to, and gives the turn a span in it. */
export const turnTrace = ({
  traceparent,
  projectId,
}: {
  readonly traceparent: string | undefined;
  readonly projectId: string | undefined;
}): TurnTrace => {
  const parent = readTraceparent(traceparent);
  if (parent === undefined) return { context: undefined, parentSpanId: undefined, logFields: {} };
  const context = { ...parent, spanId: newSpanId() };
  const logFields =
    projectId === undefined
      ? {}
      : {
          'logging.googleapis.com/trace': `projects/${projectId}/traces/${context.traceId}`,
          'logging.googleapis.com/spanId': context.spanId,
          'logging.googleapis.com/trace_sampled': isSampled(context),
        };
  return { context, parentSpanId: parent.spanId, logFields };
};
