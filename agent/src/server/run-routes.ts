import { performance } from 'node:perf_hooks';
import type { Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { APP_NAME } from '../agent/production-agent.ts';
import { SessionGoneError } from '../sessions/session-errors.ts';
import { type AppContext, requireApp } from './app-context.ts';
import { toEventJson } from './event-json.ts';
import { parseBody, readJsonBody } from './json-body.ts';
import { playTurn, type RunRequest, type TurnStep } from './play-turn.ts';
import { methodNotAllowed, turnFailureResponse } from './problem-response.ts';
import { runRequest } from './request-schemas.ts';
import { SSE_HEADERS, writeTurn } from './sse-turn.ts';
import { logTurn, traceField } from './turn-log.ts';

interface OpenTurn extends Disposable {
  readonly request: RunRequest;
  readonly steps: (streaming: boolean) => AsyncGenerator<TurnStep, void>;
}

/** Checks a request and waits until its session is free; what it returns must be disposed. */
const openTurn = async ({
  app,
  context,
}: {
  readonly app: AppContext;
  readonly context: Context;
}): Promise<OpenTurn> => {
  const request = parseBody(runRequest, await readJsonBody(context.req));
  const { userId, sessionId } = request;
  requireApp(request.appName ?? APP_NAME);
  const client = context.req.raw.signal;
  const signal = AbortSignal.any([client, app.stopSignal]);
  const lock = await app.locks.acquire({ userId, sessionId, signal });
  if ((await app.sessions.getSession({ appName: APP_NAME, userId, sessionId })) === undefined) {
    lock[Symbol.dispose]();
    throw new SessionGoneError(sessionId);
  }
  const startedMs = performance.now();
  let last: TurnStep | undefined;
  return {
    request,
    steps: async function* steps(streaming) {
      for await (const step of playTurn({ runner: app.runner, request, streaming, signal })) {
        last = step;
        yield step;
      }
    },
    [Symbol.dispose]: () => {
      lock[Symbol.dispose]();
      const trace = traceField({ traceparent: context.req.header('traceparent'), projectId: app.projectId });
      const durationMs = performance.now() - startedMs;
      logTurn({ log: app.log, route: context.req.path, last, durationMs, clientGone: client.aborted, trace });
    },
  };
};

/** Adds POST /run, which answers once with all events, and POST /run_sse, which sends them as they come. */
export const addRunRoutes = (hono: Hono, app: AppContext): void => {
  hono.post('/run', async (context) => {
    using turn = await openTurn({ app, context });
    const events: unknown[] = [];
    for await (const { event, failure } of turn.steps(false)) {
      if (failure !== undefined) return turnFailureResponse(context, failure);
      events.push(toEventJson(event, turn.request.customMetadata));
    }
    return context.json(events);
  });

  hono.post('/run_sse', async (context) => {
    const opened = await openTurn({ app, context });
    for (const [name, value] of Object.entries(SSE_HEADERS)) context.header(name, value);
    return stream(context, async (output) => {
      using turn = opened;
      await writeTurn({ turn, output, heartbeatSeconds: app.heartbeatSeconds });
    });
  });

  hono.all('/run', methodNotAllowed('POST'));
  hono.all('/run_sse', methodNotAllowed('POST'));
};
