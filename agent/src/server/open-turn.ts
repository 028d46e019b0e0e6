import { performance } from 'node:perf_hooks';
import type { Context } from 'hono';
import { APP_NAME } from '../agent/production-agent.ts';
import { SessionGoneError } from '../sessions/session-errors.ts';
import { isSampled } from '../trace/trace-context.ts';
import { type TurnContext, withinTurn } from '../trace/turn-context.ts';
import { turnSpans } from '../trace/turn-spans.ts';
import { type AppContext, requireApp } from './app-context.ts';
import { parseBody, readJsonBody } from './json-body.ts';
import { playTurn, type RunRequest, type TurnStep } from './play-turn.ts';
import { runRequest } from './request-schemas.ts';
import { logTurn } from './turn-log.ts';
import { splitTurn } from './turn-split.ts';
import { turnTrace } from './turn-trace.ts';

export interface OpenTurn extends Disposable {
  readonly request: RunRequest;
  readonly steps: (streaming: boolean) => AsyncGenerator<TurnStep, void>;
}

/** Checks a request and waits until its session is free; what it returns must be disposed. */
export const openTurn = async ({
  app,
  context,
}: {
  readonly app: AppContext;
  readonly context: Context;
}): Promise<OpenTurn> => {
  const instanceAgeMs = Math.round(performance.now());
  const request = parseBody(runRequest, await readJsonBody(context.req));
  const { userId, sessionId } = request;
  requireApp(request.appName ?? APP_NAME);
  const client = context.req.raw.signal;
  const signal = AbortSignal.any([client, app.stopSignal]);
  const askedMs = performance.now();
  const lock = await app.locks.acquire({ userId, sessionId, signal });
  // From here on the time is the turn's: what was before is a question that waits for the one before it.
  const startedMs = performance.now();
  try {
    // Whether it is there, without what was said in it: the run reads that itself.
    const key = { appName: APP_NAME, userId, sessionId, config: { numRecentEvents: 0 } };
    if ((await app.sessions.getSession(key)) === undefined) throw new SessionGoneError(sessionId);
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
  const traced = turnTrace({
    traceparent: context.req.header('traceparent'),
    projectId: app.projectId,
    wantsSpans: app.spans !== undefined,
  });
  const turn: TurnContext = { trace: traced.context, calls: [] };
  let last: TurnStep | undefined;
  return {
    request,
    steps: async function* steps(streaming) {
      const { runner } = app;
      for await (const step of withinTurn(turn, playTurn({ runner, request, streaming, signal }))) {
        last = timed({ step, turn, turnMs: performance.now() - startedMs, instanceAgeMs });
        yield last;
      }
    },
    [Symbol.dispose]: () => {
      lock[Symbol.dispose]();
      const endedMs = performance.now();
      logTurn({
        log: app.log,
        route: context.req.path,
        last,
        durationMs: endedMs - startedMs,
        sessionWaitMs: startedMs - askedMs,
        clientGone: client.aborted,
        trace: traced.logFields,
      });
      // What its caller does not record is nobody's to record.
      if (app.spans === undefined || traced.context === undefined || !isSampled(traced.context)) return;
      const errorCode = client.aborted ? 'CLIENT_GONE' : last?.failure?.errorCode;
      const { timeOrigin: epochMs } = performance;
      const { context: own, parentSpanId } = traced;
      const { calls } = turn;
      app.spans.add(
        turnSpans({ context: own, parentSpanId, agentName: APP_NAME, calls, startedMs, endedMs, errorCode, epochMs }),
      );
    },
  };
};

/** A whole event says where the time of the turn so far went; the last one thus all but its own way to the client. */
const timed = ({
  step,
  turn,
  turnMs,
  instanceAgeMs,
}: {
  readonly step: TurnStep;
  readonly turn: TurnContext;
  readonly turnMs: number;
  readonly instanceAgeMs: number;
}): TurnStep => {
  const { event, failure } = step;
  const splitUs = event.partial === true || failure ? undefined : splitTurn({ calls: turn.calls, turnMs });
  if (splitUs === undefined) return step;
  // A copy: the event itself is what the session keeps.
  return { ...step, splitUs, event: { ...event, customMetadata: { ...event.customMetadata, splitUs, instanceAgeMs } } };
};
