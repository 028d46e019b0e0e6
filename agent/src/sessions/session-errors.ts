/** A session with this id exists already. */
export class SessionExistsError extends Error {
  override readonly name = 'SessionExistsError';

  constructor(sessionId: string) {
    super(`Session already exists: ${sessionId}`);
  }
}

/** The session was deleted or forgotten while it was in use. */
export class SessionGoneError extends Error {
  override readonly name = 'SessionGoneError';

  constructor(sessionId: string) {
    super(`Session not found: ${sessionId}`);
  }
}

/** One scope of state would become larger than the service keeps. */
export class StateTooLargeError extends Error {
  override readonly name = 'StateTooLargeError';

  constructor({ scope, maxKiB }: { readonly scope: string; readonly maxKiB: number }) {
    super(`The state of the ${scope} would exceed ${maxKiB} KiB: store less, or remove keys by setting them to null`);
  }
}
