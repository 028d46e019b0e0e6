import type { Event, Session } from '@google/adk';

const MS_PER_SECOND = 1000;

/** Python ADK's clients read instants as seconds with a fraction; ADK for TypeScript keeps milliseconds. */
export const toSeconds = (ms: number): number => ms / MS_PER_SECOND;

export const toMs = (seconds: number): number => seconds * MS_PER_SECOND;

/** An event as clients read it. */
export const toEventJson = (
  event: Event,
  customMetadata?: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, unknown>> => {
  const { longRunningToolIds = [], ...rest } = event;
  return {
    ...rest,
    ...(longRunningToolIds.length > 0 ? { longRunningToolIds } : {}),
    ...(customMetadata === undefined || customMetadata === null
      ? {}
      : { customMetadata: { ...customMetadata, ...event.customMetadata } }),
    timestamp: toSeconds(event.timestamp),
  };
};

/** A session as clients read it. */
export const toSessionJson = (session: Session): Readonly<Record<string, unknown>> => ({
  id: session.id,
  appName: session.appName,
  userId: session.userId,
  state: session.state,
  events: session.events.map((event) => toEventJson(event)),
  lastUpdateTime: toSeconds(session.lastUpdateTime),
});
