import type { BaseLlm } from '@google/adk';
import { createProductionAgent } from '../agent/production-agent.ts';
import { type Profile, SHIPPED_PROFILE } from '../agent/profile.ts';
import { redirectAdkLog } from '../library-logs.ts';
import type { Log } from '../log.ts';
import { createApp } from '../server/create-app.ts';
import { BoundedSessionService, type SessionLimits } from '../sessions/bounded-session-service.ts';
import type { SpanExporter } from '../trace/span-exporter.ts';
import { type Script, ScriptedLlm, saying } from './scripted-llm.ts';

export const LIMITS: SessionLimits = { maxCount: 100, maxEvents: 40, maxMemoryMiB: 16, ttlSeconds: 3600 };

export interface LogLine {
  readonly severity: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The whole HTTP service on a scripted model, asked without sockets. */
export const createTestApp = ({
  script = saying('Bam', 'boo!'),
  sessionWaitSeconds = 30,
  heartbeatSeconds = 10,
  profile = SHIPPED_PROFILE,
  llm,
  spans,
}: {
  readonly script?: Script;
  readonly sessionWaitSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly profile?: Profile;
  /** In place of the script. */
  readonly llm?: BaseLlm;
  readonly spans?: Pick<SpanExporter, 'add'>;
} = {}) => {
  const model = new ScriptedLlm(script);
  const stop = new AbortController();
  const lines: LogLine[] = [];
  const log: Log = (severity, event, fields = {}) => lines.push({ severity, event, fields });
  redirectAdkLog(log);
  const sessions = new BoundedSessionService({ limits: LIMITS });
  const app = createApp({
    agent: createProductionAgent({ model: llm ?? model, profile, answer: { temperature: 0.7, maxTokens: 256 } }),
    profile,
    sessions,
    sessionWaitSeconds,
    heartbeatSeconds,
    log,
    projectId: 'a-project',
    spans,
    stopSignal: stop.signal,
  });
  const send = (method: string, path: string, body?: unknown, init: RequestInit = {}): Promise<Response> =>
    Promise.resolve(
      app.request(path, {
        method,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        headers: { 'content-type': 'application/json' },
        ...init,
      }),
    );
  return { app, model, sessions, stop, lines, send };
};

export const sessionPath = (session: string): string => `/apps/production_agent/users/u1/sessions/${session}`;

/** Body of a run in session s1. */
export const aRun = (more: Readonly<Record<string, unknown>> = {}) => ({
  appName: 'production_agent',
  userId: 'u1',
  sessionId: 's1',
  newMessage: { role: 'user', parts: [{ text: 'What do red pandas eat?' }] },
  ...more,
});
