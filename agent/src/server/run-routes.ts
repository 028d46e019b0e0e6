import type { Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { AppContext } from './app-context.ts';
import { toEventJson } from './event-json.ts';
import { openTurn } from './open-turn.ts';
import { methodNotAllowed, turnFailureResponse } from './problem-response.ts';
import { SSE_HEADERS, writeTurn } from './sse-turn.ts';
import { serverTiming } from './turn-split.ts';

/** Adds POST /run, which answers once with all events, and POST /run_sse, which sends them as they come. */
export const addRunRoutes = (hono: Hono, app: AppContext): void => {
  hono.post('/run', async (context) => {
    using turn = await openTurn({ app, context });
    const events: unknown[] = [];
    for await (const { event, failure, splitUs } of turn.steps(false)) {
      if (failure !== undefined) return turnFailureResponse(context, failure);
      // The newest tells of the whole turn so far.
      if (splitUs !== undefined) context.header('Server-Timing', serverTiming(splitUs));
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
