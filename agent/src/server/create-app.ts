import { type LlmAgent, Runner } from '@google/adk';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { APP_NAME } from '../agent/production-agent.ts';
import type { Profile } from '../agent/profile.ts';
import type { Log } from '../log.ts';
import type { AppSessionService } from '../sessions/app-session-service.ts';
import type { SpanExporter } from '../trace/span-exporter.ts';
import { addInfoRoutes } from './info-routes.ts';
import { problemResponse } from './problem-response.ts';
import { addRunRoutes } from './run-routes.ts';
import { SessionLocks } from './session-locks.ts';
import { addSessionRoutes } from './session-routes.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/** Builds the HTTP service around an agent: the wire contract of Python ADK's API server. */
export const createApp = ({
  agent,
  profile,
  sessions,
  sessionWaitSeconds,
  log,
  projectId,
  spans,
  stopSignal,
  heartbeatSeconds = 10,
}: {
  readonly agent: LlmAgent;
  readonly profile: Profile;
  readonly sessions: AppSessionService;
  readonly sessionWaitSeconds: number;
  readonly log: Log;
  readonly projectId?: string | undefined;
  readonly spans?: Pick<SpanExporter, 'add'> | undefined;
  readonly stopSignal: AbortSignal;
  readonly heartbeatSeconds?: number;
}): Hono => {
  const hono = new Hono();
  const runner = new Runner({ appName: APP_NAME, agent, sessionService: sessions });
  const locks = new SessionLocks({ waitSeconds: sessionWaitSeconds });
  const context = { runner, sessions, locks, log, projectId, spans, stopSignal, heartbeatSeconds };

  hono.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => c.json({ detail: `The request body exceeds ${MAX_BODY_BYTES} bytes` }, 413),
    }),
  );
  addInfoRoutes(hono, { agent, profile });
  addSessionRoutes(hono, context);
  addRunRoutes(hono, context);
  hono.notFound((c) => c.json({ detail: 'Not Found' }, 404));
  hono.onError(problemResponse(log));
  return hono;
};
