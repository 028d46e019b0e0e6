import { serverBusy } from '../api-error.ts';

/** Counts the requests that wait, for a model to load or for a lane to become free, and turns away those beyond a number. */
export class WaitingRoom {
  readonly #maxWaiting: number;
  #waiting = 0;

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /**
   * Waits for something, or until the caller leaves.
   * @throws ApiError 503 when too many wait already; the signal's reason when it fires.
   */
  async wait<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#waiting >= this.#maxWaiting) throw serverBusy();
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting += 1;
    try {
      return await Promise.race([awaited, left.promise]);
    } finally {
      this.#waiting -= 1;
      signal.removeEventListener('abort', leave);
    }
  }
}
