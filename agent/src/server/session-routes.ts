import { randomUUID } from 'node:crypto';
import { createEvent, type Session } from '@google/adk';
import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { APP_NAME } from '../agent/production-agent.ts';
import { type AppContext, requireApp } from './app-context.ts';
import { isRecord } from './camel-keys.ts';
import { toMs, toSessionJson } from './event-json.ts';
import { parseBody, readJsonBody } from './json-body.ts';
import { methodNotAllowed } from './problem-response.ts';
import { createSessionRequest, initialState, patchSessionRequest, type StoredEventInput } from './request-schemas.ts';

const SESSIONS_PATH = '/apps/:app/users/:user/sessions';
const SESSION_PATH = `${SESSIONS_PATH}/:session`;

type SessionContext = Context<object, typeof SESSION_PATH>;

const keyOf = (context: SessionContext): { appName: string; userId: string; sessionId: string } => ({
  appName: APP_NAME,
  userId: context.req.param('user'),
  sessionId: context.req.param('session'),
});

// Load tests send `{"state": {...}}` here although Python ADK takes the whole body as the state; meaning the inner one is plain.
const unwrapState = (body: unknown): unknown =>
  isRecord(body) && Object.keys(body).length === 1 && isRecord(body['state']) ? body['state'] : body;

const toEvent = (given: StoredEventInput) =>
  createEvent({
    author: given.author ?? 'user',
    id: given.id ?? randomUUID(),
    invocationId: given.invocationId ?? '',
    ...(given.content ? { content: given.content } : {}),
    ...(given.timestamp ? { timestamp: toMs(given.timestamp) } : {}),
    actions: { stateDelta: given.actions?.stateDelta ?? {} },
  });

/** Adds Python ADK's session routes: list, create with or without an id, read, change the state, delete. */
export const addSessionRoutes = (hono: Hono, { sessions, locks, stopSignal }: AppContext): void => {
  const find = async (context: SessionContext): Promise<Session> => {
    const session = await sessions.getSession(keyOf(context));
    if (session === undefined) throw new HTTPException(404, { message: 'Session not found' });
    return session;
  };

  hono.use('/apps/:app/*', (context, next) => {
    requireApp(context.req.param('app'));
    return next();
  });

  hono.get(SESSIONS_PATH, async (context) => {
    const listed = await sessions.listSessions({ appName: APP_NAME, userId: context.req.param('user') });
    return context.json(listed.sessions.map(toSessionJson));
  });

  hono.post(SESSIONS_PATH, async (context) => {
    const body = parseBody(createSessionRequest, await readJsonBody(context.req)) ?? {};
    const session = await sessions.seedSession({
      appName: APP_NAME,
      userId: context.req.param('user'),
      ...(body.state ? { state: body.state } : {}),
      ...(body.sessionId ? { sessionId: body.sessionId } : {}),
      events: (body.events ?? []).map(toEvent),
    });
    return context.json(toSessionJson(session));
  });

  hono.get(SESSION_PATH, async (context) => context.json(toSessionJson(await find(context))));

  hono.post(SESSION_PATH, async (context) => {
    const state = parseBody(initialState, unwrapState(await readJsonBody(context.req)));
    return context.json(toSessionJson(await sessions.createSession({ ...keyOf(context), state: state ?? {} })));
  });

  hono.patch(SESSION_PATH, async (context) => {
    const { stateDelta } = parseBody(patchSessionRequest, await readJsonBody(context.req));
    const signal = AbortSignal.any([context.req.raw.signal, stopSignal]);
    using _turn = await locks.acquire({ ...keyOf(context), signal });
    const session = await find(context);
    const event = createEvent({
      id: randomUUID(),
      invocationId: `p-${randomUUID()}`,
      author: 'user',
      actions: { stateDelta },
    });
    await sessions.appendEvent({ session, event });
    return context.json(toSessionJson(session));
  });

  hono.delete(SESSION_PATH, async (context) => {
    await sessions.deleteSession(keyOf(context));
    return context.json(null);
  });

  hono.all(SESSIONS_PATH, methodNotAllowed('GET, POST'));
  hono.all(SESSION_PATH, methodNotAllowed('GET, POST, PATCH, DELETE'));
};
