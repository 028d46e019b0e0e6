import { NoInstanceError } from './instance.ts';
import type { Lease } from './pool-member.ts';

interface Waiter {
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that wait for room, first come first served, each for its own time. */
export class RequestQueue {
  readonly #waiters = new Set<Waiter>();

  get length(): number {
    return this.#waiters.size;
  }

  /** @throws NoInstanceError after the time, or the signal's reason. */
  async wait(limits: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<Lease> {
    limits.signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Lease>();
    const waiter: Waiter = { resolve, reject };
    this.#waiters.add(waiter);
    const giveUp = (error: unknown) => {
      if (this.#waiters.delete(waiter)) reject(error);
    };
    const timer = setTimeout(() => giveUp(new NoInstanceError()), limits.timeoutMs);
    const onAbort = () => giveUp(limits.signal.reason);
    limits.signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', onAbort);
    }
  }

  /** Takes a lease only when somebody is there for it. */
  resolveNext(lease: () => Lease): void {
    const [waiter] = this.#waiters;
    if (!waiter) return;
    this.#waiters.delete(waiter);
    waiter.resolve(lease());
  }

  rejectAll(error: unknown): void {
    for (const waiter of this.#waiters) waiter.reject(error);
    this.#waiters.clear();
  }
}
