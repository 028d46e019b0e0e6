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
import { AppSessionService, type SeedSessionRequest } from '../app-session-service.ts';
import { pageOf } from '../page-of.ts';
import { recentEvents } from '../recent-events.ts';
import { mergeScopes, splitState } from '../scoped-state.ts';
import { SessionExistsError, SessionGoneError, SessionIdError, SessionStaleError } from '../session-errors.ts';
import type { FirestoreRest } from './firestore-rest.ts';
import { isRefused } from './is-refused.ts';
import { deleteSessionDocuments, listSessionDocuments, newestEvents } from './session-documents.ts';
import { type SessionKey, type SessionNames, sessionNames } from './session-names.ts';
import { eventWrite, type Lifetime, sessionWrite, stateChange } from './session-writes.ts';
import { type StoredSession, storedScope, storedSession } from './stored-session.ts';

const MS_PER_DAY = 86_400_000;

/** What a session was when it was handed out. */
type Version = Pick<StoredSession, 'revision' | 'updateTime'>;

/**
 * Sessions in Firestore, laid out as in ADK for Python: they outlive the instance and are the same on every instance. Of
 * two writers that have read the same session the second is refused. Events are kept for `retentionDays` and read no
 * further back than `maxEvents`, because the Runner itself asks for all there are.
 */
export class FirestoreSessionService extends AppSessionService {
  readonly #db: FirestoreRest;
  readonly #maxEvents: number;
  readonly #retentionMs: number;
  readonly #nowMs: () => number;
  // The Runner appends to the very object that it was given.
  readonly #versions = new WeakMap<Session, Version>();

  constructor({
    db,
    limits: { maxEvents, retentionDays },
    nowMs = Date.now,
  }: {
    readonly db: FirestoreRest;
    readonly limits: { readonly maxEvents: number; readonly retentionDays: number };
    readonly nowMs?: () => number;
  }) {
    super();
    this.#db = db;
    this.#maxEvents = maxEvents;
    this.#retentionMs = retentionDays * MS_PER_DAY;
    this.#nowMs = nowMs;
  }

  /** @throws SessionExistsError, SessionIdError, StateTooLargeError, SessionStoreError */
  override createSession(request: CreateSessionRequest): Promise<Session> {
    return this.seedSession({ ...request, events: [] });
  }

  /** @throws SessionExistsError, SessionIdError, StateTooLargeError, SessionStoreError */
  override async seedSession({ appName, userId, state = {}, sessionId, events }: SeedSessionRequest): Promise<Session> {
    const id = sessionId === undefined || sessionId === '' ? randomUUID() : sessionId;
    const names = this.#names({ appName, userId, sessionId: id });
    const lifetime = this.#lifetime();
    const session = createSession({ id, appName, userId, state, events: [], lastUpdateTime: lifetime.nowMs });
    for (const event of recentEvents(events, this.#maxEvents)) await super.appendEvent({ session, event });
    const shared = await this.#shared(names);
    const { sessionState, writes } = stateChange({ names, current: { ...shared, session: {} }, delta: session.state });
    const revision = session.events.length;
    const all = [
      sessionWrite({ names, session, state: sessionState, revision, lifetime, precondition: { exists: false } }),
      ...session.events.map((event, index) => eventWrite({ names, session, event, seq: index + 1, lifetime })),
      ...writes,
    ];
    const [updateTime = ''] = await this.#db.commit(all).catch((error: unknown) => {
      throw isRefused(error) ? new SessionExistsError(id) : error;
    });
    const { app, user } = splitState(session.state);
    session.state = mergeScopes({
      app: { ...shared.app, ...app },
      user: { ...shared.user, ...user },
      session: sessionState,
    });
    this.#versions.set(session, { revision, updateTime });
    return session;
  }

  /** @throws SessionStoreError */
  override async getSession({ config = {}, ...key }: GetSessionRequest): Promise<Session | undefined> {
    const names = sessionNames(this.#db.root, key);
    if (names === null) return undefined;
    const { afterTimestamp = 0, numRecentEvents = this.#maxEvents } = config;
    // One more than is kept shows whether any was left out.
    const readEvents = async () =>
      numRecentEvents === 0 ? [] : await newestEvents(this.#db, names.session, this.#maxEvents + 1);
    const [[document, appState, userState], alongside] = await Promise.all([
      this.#db.get([names.session, names.appState, names.userState]),
      readEvents(),
    ]);
    const stored = storedSession(document);
    if (stored === null) return undefined;
    const { revision, updateTime, lastUpdateTime } = stored;
    // Read side by side the two may be of different moments; read after the session, events can only be newer.
    const isSameMoment = numRecentEvents === 0 || (alongside.at(-1)?.seq ?? 0) === revision;
    const events = (isSameMoment ? alongside : await readEvents()).filter(({ seq }) => seq <= revision);
    const kept = recentEvents(
      events.map(({ event }) => event),
      this.#maxEvents,
    ).slice(-numRecentEvents);
    const session = createSession({
      id: key.sessionId,
      appName: key.appName,
      userId: key.userId,
      state: mergeScopes({ app: storedScope(appState), user: storedScope(userState), session: stored.state }),
      events: kept.filter(({ timestamp }) => timestamp >= afterTimestamp),
      lastUpdateTime,
    });
    this.#versions.set(session, { revision, updateTime });
    return session;
  }

  /** Lists sessions without their events, at most the thousand that were written last. @throws SessionStoreError */
  override async listSessions({ appName, userId, ...asked }: ListSessionsRequest): Promise<ListSessionsResponse> {
    const { items, ...page } = pageOf(await listSessionDocuments(this.#db, { appName, userId }), asked);
    return { sessions: [...items], ...page };
  }

  /** @throws SessionStoreError */
  override async deleteSession(key: DeleteSessionRequest): Promise<void> {
    const names = sessionNames(this.#db.root, key);
    if (names !== null) await deleteSessionDocuments(this.#db, names.session);
  }

  /**
   * Stores a finished event; partial ones pass through.
   * @throws SessionGoneError, SessionStaleError, StateTooLargeError, SessionStoreError
   */
  override async appendEvent({ session, event }: AppendEventRequest): Promise<Event> {
    if (event.partial === true) return event;
    const version = this.#versions.get(session);
    // Somebody's own copy: nobody knows what it follows from.
    if (version === undefined) throw new SessionStaleError(session.id);
    const names = this.#names({ ...session, sessionId: session.id });
    const current = splitState(session.state);
    const appended = await super.appendEvent({ session, event });
    session.lastUpdateTime = appended.timestamp;
    const { sessionState, writes } = stateChange({ names, current, delta: appended.actions.stateDelta });
    const revision = version.revision + 1;
    const lifetime = this.#lifetime();
    const precondition = { updateTime: version.updateTime };
    const all = [
      sessionWrite({ names, session, state: sessionState, revision, lifetime, precondition }),
      eventWrite({ names, session, event: appended, seq: revision, lifetime }),
      ...writes,
    ];
    const [updateTime = ''] = await this.#db.commit(all).catch(async (error: unknown) => {
      if (!isRefused(error)) throw error;
      const [document] = await this.#db.get([names.session]);
      throw storedSession(document) === null ? new SessionGoneError(session.id) : new SessionStaleError(session.id);
    });
    this.#versions.set(session, { revision, updateTime });
    return appended;
  }

  #names(key: SessionKey): SessionNames {
    const names = sessionNames(this.#db.root, key);
    if (names === null) throw new SessionIdError();
    return names;
  }

  async #shared({ appState, userState }: SessionNames) {
    const [app, user] = await this.#db.get([appState, userState]);
    return { app: storedScope(app), user: storedScope(user) };
  }

  #lifetime(): Lifetime {
    const nowMs = this.#nowMs();
    return { nowMs, expiresAtMs: nowMs + this.#retentionMs };
  }
}
