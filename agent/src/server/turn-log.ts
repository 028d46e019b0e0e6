import { describeError, type Log } from '../log.ts';
import type { TurnStep } from './play-turn.ts';

// https://www.w3.org/TR/trace-context/#traceparent-header
const TRACE_PARENT = /^[\da-f]{2}-([\da-f]{32})-/;
const CLIENT_GONE_STATUS = 499;

/** Ties a line to its request in Cloud Logging. */
export const traceField = ({
  traceparent,
  projectId,
}: {
  readonly traceparent: string | undefined;
  readonly projectId: string | undefined;
}): Readonly<Record<string, string>> => {
  const trace = TRACE_PARENT.exec(traceparent ?? '')?.[1];
  if (trace === undefined || projectId === undefined) return {};
  return { 'logging.googleapis.com/trace': `projects/${projectId}/traces/${trace}` };
};

/** Writes the one line of a turn: how it ended, how long it took, what the model needed; never what was said. */
export const logTurn = ({
  log,
  route,
  last,
  durationMs,
  clientGone,
  trace,
}: {
  readonly log: Log;
  readonly route: string;
  readonly last: TurnStep | undefined;
  readonly durationMs: number;
  readonly clientGone: boolean;
  readonly trace: Readonly<Record<string, string>>;
}): void => {
  const failure = last?.failure;
  const status = clientGone ? CLIENT_GONE_STATUS : (failure?.status ?? 200);
  const failed = failure === undefined ? {} : { errorCode: failure.errorCode, detail: failure.detail };
  const thrown = failure?.error === undefined ? {} : describeError(failure.error);
  log(!clientGone && status >= 500 ? 'ERROR' : 'INFO', 'turn', {
    route,
    status,
    durationMs: Math.round(durationMs),
    ...(clientGone ? {} : { ...failed, ...thrown }),
    ...last?.event.customMetadata,
    ...trace,
  });
};
