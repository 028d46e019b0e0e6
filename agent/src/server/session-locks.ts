const MS_PER_SECOND = 1000;

/** Another turn held the session for longer than a caller may wait, or too many callers wait already. */
export class SessionBusyError extends Error {
  override readonly name = 'SessionBusyError';

  constructor(sessionId: string) {
    super(`Session ${sessionId} is still answering an earlier message: wait for it, or use another session`);
  }
}

/** The caller left, or the service stops, while waiting for the session. */
export class SessionWaitAbortedError extends Error {
  override readonly name = 'SessionWaitAbortedError';
}

type Waiter = () => void;

/** Lets one turn at a time work on a session: overlapping turns would not see each other's answers. */
export class SessionLocks {
  readonly #queues = new Map<string, Waiter[]>();
  readonly #waitSeconds: number;
  readonly #maxWaiting: number;

  constructor({ waitSeconds, maxWaiting = 8 }: { readonly waitSeconds: number; readonly maxWaiting?: number }) {
    this.#waitSeconds = waitSeconds;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Waits for the session, first come first served; dispose the result to let the next one in.
   * @throws SessionBusyError, SessionWaitAbortedError
   */
  async acquire({
    userId,
    sessionId,
    signal,
  }: {
    readonly userId: string;
    readonly sessionId: string;
    readonly signal: AbortSignal;
  }): Promise<Disposable> {
    if (signal.aborted) throw new SessionWaitAbortedError();
    const key = JSON.stringify([userId, sessionId]);
    const queue = this.#queues.get(key);
    if (queue === undefined) this.#queues.set(key, []);
    else if (queue.length >= this.#maxWaiting) throw new SessionBusyError(sessionId);
    else await this.#waitIn({ queue, signal, sessionId });
    return { [Symbol.dispose]: () => this.#release(key) };
  }

  #waitIn({
    queue,
    signal,
    sessionId,
  }: {
    readonly queue: Waiter[];
    readonly signal: AbortSignal;
    readonly sessionId: string;
  }): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        queue.splice(queue.indexOf(enter), 1);
      };
      const enter = (): void => {
        leave();
        resolve();
      };
      const giveUp = (reason: Error): void => {
        leave();
        reject(reason);
      };
      const onAbort = (): void => giveUp(new SessionWaitAbortedError());
      const timer = setTimeout(() => giveUp(new SessionBusyError(sessionId)), this.#waitSeconds * MS_PER_SECOND);
      signal.addEventListener('abort', onAbort, { once: true });
      queue.push(enter);
    });
  }

  #release(key: string): void {
    const next = this.#queues.get(key)?.[0];
    if (next === undefined) this.#queues.delete(key);
    else next();
  }
}
