import type { Runner } from '@google/adk';
import { HTTPException } from 'hono/http-exception';
import { APP_NAME } from '../agent/production-agent.ts';
import type { Log } from '../log.ts';
import type { AppSessionService } from '../sessions/app-session-service.ts';
import type { SpanExporter } from '../trace/span-exporter.ts';
import type { SessionLocks } from './session-locks.ts';

/** What the routes work with. */
export interface AppContext {
  readonly runner: Runner;
  readonly sessions: AppSessionService;
  readonly locks: SessionLocks;
  readonly log: Log;
  readonly projectId: string | undefined;
  /** Takes the spans of turns; undefined where nobody wants any. */
  readonly spans: Pick<SpanExporter, 'add'> | undefined;
  /** Aborted when turns in flight must end because the service stops. */
  readonly stopSignal: AbortSignal;
  readonly heartbeatSeconds: number;
}

/** @throws HTTPException 404 unless the app is the one that this service serves. */
export const requireApp = (appName: string): void => {
  if (appName !== APP_NAME) {
    throw new HTTPException(404, { message: `Agent not found: ${appName}. This service serves ${APP_NAME}` });
  }
};
