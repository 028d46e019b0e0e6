import type { Clock } from './clock.ts';

/** Waits of many loops that all end at once when the run does. */
export class Sleepers {
  readonly #clock: Clock;
  readonly #wakers = new Set<() => void>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves at the instant, or when all are woken. */
  until(atMs: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wakers.delete(wake);
        cancel();
        resolve();
      };
      const cancel = this.#clock.schedule(atMs, wake);
      this.#wakers.add(wake);
    });
  }

  /** Ends every wait, and those to come. */
  wakeAll(): void {
    this.#closed = true;
    for (const wake of this.#wakers) wake();
  }
}
