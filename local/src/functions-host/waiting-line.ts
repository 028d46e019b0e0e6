interface Waiter<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Those who wait for something of which there is not enough, first come first served. */
export class WaitingLine<T> {
  readonly #waiters = new Set<Waiter<T>>();

  get length(): number {
    return this.#waiters.size;
  }

  /** Resolves when it is this one's turn. @throws the signal's reason once that is aborted. */
  async wait(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const waiter: Waiter<T> = { resolve, reject };
    const leave = () => {
      if (this.#waiters.delete(waiter)) reject(signal.reason);
    };
    this.#waiters.add(waiter);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Takes out who came first; null when nobody waits. */
  next(): Waiter<T> | null {
    const [waiter] = this.#waiters;
    if (!waiter) return null;
    this.#waiters.delete(waiter);
    return waiter;
  }
}
