import { BaseSessionService, type CreateSessionRequest, type Event, type Session } from '@google/adk';

export interface SeedSessionRequest extends CreateSessionRequest {
  /** In their order, oldest first. */
  readonly events: readonly Event[];
}

/** What the HTTP service needs of sessions beyond ADK's own contract. */
export abstract class AppSessionService extends BaseSessionService {
  /**
   * Creates a session that begins with these events: afterwards all of it is there, or nothing.
   * @throws SessionExistsError, StateTooLargeError
   */
  abstract seedSession(request: SeedSessionRequest): Promise<Session>;
}
