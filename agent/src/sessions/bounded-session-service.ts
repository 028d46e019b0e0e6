import { randomUUID } from 'node:crypto';
import {
  type AppendEventRequest,
  type CreateSessionRequest,
  createSession,
  type DeleteSessionRequest,
  type Event,
  type GetSessionRequest,
  type ListSessionsRequest,
  type ListSessionsResponse,
  type Session,
} from '@google/adk';
import { AppSessionService, type SeedSessionRequest } from './app-session-service.ts';
import { BoundedStore } from './bounded-store.ts';
import { estimateEventBytes } from './event-weight.ts';
import { pageOf } from './page-of.ts';
import { recentEvents } from './recent-events.ts';
import { changeScope, mergeScopes, type ScopedState, type StateRecord, splitState } from './scoped-state.ts';
import { SessionExistsError, SessionGoneError } from './session-errors.ts';

const BYTES_PER_MIB = 1024 * 1024;
const MS_PER_SECOND = 1000;

interface StoredSession {
  readonly id: string;
  readonly appName: string;
  readonly userId: string;
  readonly state: StateRecord;
  readonly stateBytes: number;
  readonly events: readonly Event[];
  readonly eventBytes: number;
  readonly lastUpdateTime: number;
}

export interface SessionLimits {
  readonly maxCount: number;
  readonly maxEvents: number;
  readonly maxMemoryMiB: number;
  readonly ttlSeconds: number;
}

/**
 * Sessions in memory that cannot outgrow it: forgotten by age, by count and by size, and with their oldest events first.
 * ADK's own in-memory service is unbounded and clones the whole history twice a run.
 */
export class BoundedSessionService extends AppSessionService {
  readonly #sessions: BoundedStore<StoredSession>;
  readonly #userStates: BoundedStore<StateRecord>;
  readonly #appStates = new Map<string, StateRecord>();
  readonly #maxEvents: number;
  readonly #nowMs: () => number;

  constructor({ limits, nowMs = Date.now }: { readonly limits: SessionLimits; readonly nowMs?: () => number }) {
    super();
    const { maxCount, maxEvents, maxMemoryMiB, ttlSeconds } = limits;
    const storeLimits = { maxCount, maxWeight: maxMemoryMiB * BYTES_PER_MIB, ttlMs: ttlSeconds * MS_PER_SECOND };
    this.#sessions = new BoundedStore({ limits: storeLimits, nowMs });
    this.#userStates = new BoundedStore({ limits: storeLimits, nowMs });
    this.#maxEvents = maxEvents;
    this.#nowMs = nowMs;
  }

  /** @throws SessionExistsError, StateTooLargeError */
  override createSession({ appName, userId, state = {}, sessionId }: CreateSessionRequest): Promise<Session> {
    return Promise.try(() => {
      const id = sessionId === undefined || sessionId === '' ? randomUUID() : sessionId;
      const key = keyOf({ appName, userId, sessionId: id });
      if (this.#sessions.get(key) !== undefined) throw new SessionExistsError(id);
      const stored: StoredSession = {
        id,
        appName,
        userId,
        state: {},
        stateBytes: 0,
        events: [],
        eventBytes: 0,
        lastUpdateTime: this.#nowMs(),
      };
      return this.#present(this.#applyState({ stored, delta: state }));
    });
  }

  /** @throws SessionExistsError, StateTooLargeError */
  override async seedSession({ events, ...request }: SeedSessionRequest): Promise<Session> {
    const session = await this.createSession(request);
    try {
      for (const event of events) await this.appendEvent({ session, event });
    } catch (error) {
      await this.deleteSession({ ...session, sessionId: session.id });
      throw error;
    }
    return session;
  }

  override getSession({ appName, userId, sessionId, config }: GetSessionRequest): Promise<Session | undefined> {
    const stored = this.#sessions.get(keyOf({ appName, userId, sessionId }));
    if (stored === undefined) return Promise.resolve(undefined);
    const { afterTimestamp = 0, numRecentEvents = stored.events.length } = config ?? {};
    const recent = stored.events.slice(Math.max(0, stored.events.length - numRecentEvents));
    const events = afterTimestamp > 0 ? recent.filter((event) => event.timestamp >= afterTimestamp) : recent;
    return Promise.resolve(this.#present({ ...stored, events }));
  }

  /** Lists sessions without their events. */
  override listSessions({ appName, userId, ...asked }: ListSessionsRequest): Promise<ListSessionsResponse> {
    const all = [...this.#sessions.values()].filter(
      (stored) => stored.appName === appName && (userId === undefined || stored.userId === userId),
    );
    const { items, ...page } = pageOf(all, asked);
    const sessions = items.map((stored) => this.#present({ ...stored, events: [] }));
    return Promise.resolve({ sessions, ...page });
  }

  override deleteSession(key: DeleteSessionRequest): Promise<void> {
    this.#sessions.delete(keyOf(key));
    return Promise.resolve();
  }

  /**
   * Stores a finished event; partial ones pass through.
   * @throws SessionGoneError, StateTooLargeError
   */
  override async appendEvent({ session, event }: AppendEventRequest): Promise<Event> {
    if (event.partial === true) return event;
    const stored = this.#sessions.get(keyOf({ ...session, sessionId: session.id }));
    if (stored === undefined) throw new SessionGoneError(session.id);
    // The Runner relies on the session it passed in being brought up to date, and on `temp:` keys being gone from the event.
    const appended = await super.appendEvent({ session, event });
    session.lastUpdateTime = appended.timestamp;
    const others = stored.events.filter(({ id }) => id !== appended.id);
    const events = recentEvents([...others, appended], this.#maxEvents);
    const eventBytes = events.reduce((sum, kept) => sum + estimateEventBytes(kept), 0);
    this.#applyState({
      stored: { ...stored, events, eventBytes, lastUpdateTime: appended.timestamp },
      delta: appended.actions.stateDelta,
    });
    return appended;
  }

  /** Stores a session with a change of state applied to all three scopes, or to none. */
  #applyState({ stored, delta }: { readonly stored: StoredSession; readonly delta: StateRecord }): StoredSession {
    const { appName, userId } = stored;
    const changes = splitState(delta);
    const current = this.#scopesOf(stored);
    const app = changeScope('app', { current: current.app, change: changes.app });
    const user = changeScope('user', { current: current.user, change: changes.user });
    const session = changeScope('session', { current: stored.state, change: changes.session });
    if (app.bytes !== undefined) this.#appStates.set(appName, app.state);
    if (user.bytes !== undefined) {
      this.#userStates.set({ key: keyOf({ appName, userId }), value: user.state, weight: user.bytes });
    }
    const next = { ...stored, state: session.state, stateBytes: session.bytes ?? stored.stateBytes };
    const weight = next.eventBytes + next.stateBytes;
    this.#sessions.set({ key: keyOf({ appName, userId, sessionId: stored.id }), value: next, weight });
    return next;
  }

  #scopesOf({ appName, userId, state }: StoredSession): ScopedState {
    return {
      app: this.#appStates.get(appName) ?? {},
      user: this.#userStates.get(keyOf({ appName, userId })) ?? {},
      session: state,
    };
  }

  #present(stored: StoredSession): Session {
    const { id, appName, userId, events, lastUpdateTime } = stored;
    const state = mergeScopes(this.#scopesOf(stored));
    return createSession({ id, appName, userId, state, events: [...events], lastUpdateTime });
  }
}

const keyOf = (key: { readonly appName: string; readonly userId: string; readonly sessionId?: string }): string =>
  JSON.stringify([key.appName, key.userId, key.sessionId]);
