import type {
  AppendEventRequest,
  CreateSessionRequest,
  DeleteSessionRequest,
  Event,
  GetSessionRequest,
  ListSessionsRequest,
  ListSessionsResponse,
  Session,
} from '@google/adk';
import { AppSessionService, type SeedSessionRequest } from './app-session-service.ts';
import { pageOf } from './page-of.ts';

/** Sessions whose id begins so belong to a person's chat and are kept; the contract with whoever opens sessions. */
export const DURABLE_PREFIX = 'chat-';

/**
 * Keeps the sessions of people's chats durably and all others in memory, told apart by their id: a load test opens
 * thousands of sessions, and neither may they cost writes nor may the writes change what is measured.
 */
export class RoutedSessionService extends AppSessionService {
  readonly #durable: AppSessionService;
  readonly #inMemory: AppSessionService;

  constructor({ durable, inMemory }: { readonly durable: AppSessionService; readonly inMemory: AppSessionService }) {
    super();
    this.#durable = durable;
    this.#inMemory = inMemory;
  }

  #serviceOf(sessionId: string | undefined): AppSessionService {
    return sessionId?.startsWith(DURABLE_PREFIX) ? this.#durable : this.#inMemory;
  }

  override createSession(request: CreateSessionRequest): Promise<Session> {
    return this.#serviceOf(request.sessionId).createSession(request);
  }

  override seedSession(request: SeedSessionRequest): Promise<Session> {
    return this.#serviceOf(request.sessionId).seedSession(request);
  }

  override getSession(request: GetSessionRequest): Promise<Session | undefined> {
    return this.#serviceOf(request.sessionId).getSession(request);
  }

  override deleteSession(request: DeleteSessionRequest): Promise<void> {
    return this.#serviceOf(request.sessionId).deleteSession(request);
  }

  override appendEvent(request: AppendEventRequest): Promise<Event> {
    return this.#serviceOf(request.session.id).appendEvent(request);
  }

  /** Both kinds, as one list. */
  override async listSessions({ appName, userId, ...asked }: ListSessionsRequest): Promise<ListSessionsResponse> {
    const whose = { appName, ...(userId === undefined ? {} : { userId }) };
    const lists = await Promise.all([this.#inMemory, this.#durable].map((service) => service.listSessions(whose)));
    const { items, ...page } = pageOf(
      lists.flatMap(({ sessions }) => sessions),
      asked,
    );
    return { sessions: [...items], ...page };
  }
}
