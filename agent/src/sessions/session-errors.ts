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

/** Somebody else has written the session since it was read: what would be appended does not follow from it. */
export class SessionStaleError extends Error {
  override readonly name = 'SessionStaleError';

  constructor(sessionId: string) {
    super(`Session ${sessionId} was changed by another request meanwhile: send the message again`);
  }
}

/** Nothing can be stored under this id. */
export class SessionIdError extends Error {
  override readonly name = 'SessionIdError';

  constructor() {
    super('The user id or session id is empty, too long or no text: use another one');
  }
}

/** Firestore did not do what sessions need; `status` is its own word, for example PERMISSION_DENIED. */
export class SessionStoreError extends Error {
  override readonly name = 'SessionStoreError';
  readonly status: string;

  constructor(status: string, message: string, options?: { readonly cause?: unknown }) {
    super(`The session store answered ${status}: ${message}`, options);
    this.status = status;
  }
}
