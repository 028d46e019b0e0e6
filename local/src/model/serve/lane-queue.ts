import type { WaitingRoom } from './waiting-room.ts';

export interface LaneLease<L> extends Disposable {
  readonly lane: L;
}

interface Waiter<L> {
  readonly score: (lane: L) => number;
  readonly granted: PromiseWithResolvers<L>;
}

/** Gives each of a model's lanes to one answer at a time; who comes first is served first. */
export class LaneQueue<L> {
  readonly #free: Set<L>;
  readonly #waiters: Waiter<L>[] = [];
  readonly #room: WaitingRoom;

  constructor(lanes: readonly L[], room: WaitingRoom) {
    this.#free = new Set(lanes);
    this.#room = room;
  }

  /** Of several free lanes, the one with the highest score. */
  async acquire(request: { readonly signal: AbortSignal; readonly score: (lane: L) => number }): Promise<LaneLease<L>> {
    const { signal, score } = request;
    signal.throwIfAborted();
    const lane =
      this.#takeFree(score) ?? (await this.#waitForLane({ score, granted: Promise.withResolvers() }, signal));
    let isHeld = true;
    return {
      lane,
      [Symbol.dispose]: () => {
        if (isHeld) this.#giveBack(lane);
        isHeld = false;
      },
    };
  }

  async #waitForLane(waiter: Waiter<L>, signal: AbortSignal): Promise<L> {
    this.#waiters.push(waiter);
    try {
      return await this.#room.wait(waiter.granted.promise, signal);
    } catch (error) {
      const index = this.#waiters.indexOf(waiter);
      if (index >= 0) this.#waiters.splice(index, 1);
      // Granted in the very moment it was given up.
      else this.#giveBack(await waiter.granted.promise);
      throw error;
    }
  }

  #takeFree(score: (lane: L) => number): L | undefined {
    const [first, ...others] = this.#free;
    if (first === undefined) return undefined;
    const best = others.reduce((a, b) => (score(b) > score(a) ? b : a), first);
    this.#free.delete(best);
    return best;
  }

  #giveBack(lane: L): void {
    const next = this.#waiters.shift();
    if (next) next.granted.resolve(lane);
    else this.#free.add(lane);
  }
}
