import { WaitingLine } from './waiting-line.ts';

/** What a pool lends: one request at a time. */
export interface PooledInstance {
  /** Settles once, whatever ended it. */
  readonly exited: Promise<unknown>;
  /** Makes it end, whatever it is doing. */
  stop(): Promise<unknown>;
}

/** Does something after a while, unless it is called off by what this returns. */
export type StartTimer = (delayMs: number, action: () => void) => () => void;

interface PoolOptions<I extends PooledInstance> {
  /** Rejects when it does not come up, and soon after the signal is aborted; then nothing of it is left. */
  readonly start: (signal: AbortSignal) => Promise<I>;
  readonly maxInstances: number;
  /** How long an instance without a request stays. */
  readonly idleMs: number;
  readonly startTimer: StartTimer;
}

/**
 * Instances that serve one request each: an idle one is used again, else one is started, up to the maximum; beyond it
 * requests wait, first come first served. One that leaves its request without an answer is ended, never used again.
 */
export class OneRequestPool<I extends PooledInstance> implements AsyncDisposable {
  readonly #options: PoolOptions<I>;
  readonly #waiting = new WaitingLine<I>();
  readonly #starting = new Set<Promise<void>>();
  readonly #busy = new Set<I>();
  /** With what calls off their end; who served last is last. */
  readonly #idle = new Map<I, () => void>();
  /** Told to end and not gone yet: they still count, as they still need this machine. */
  readonly #ending = new Set<I>();
  readonly #closing = new AbortController();

  constructor(options: PoolOptions<I>) {
    this.#options = options;
  }

  /**
   * Does the work of one request with an instance that does nothing else.
   *
   * @throws the work's error; the start's when no instance came up; the signal's reason while waiting for one.
   */
  async run<T>(work: (instance: I) => Promise<T>, signal: AbortSignal): Promise<T> {
    const instance = await this.#take(signal);
    try {
      const result = await work(instance);
      this.#rest(instance);
      return result;
    } catch (error) {
      // No answer: nobody knows what it is still busy with.
      this.#end(instance);
      throw error;
    }
  }

  /** Ends every instance; resolves when all are gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    const reason = new Error('The instances are being stopped.');
    this.#closing.abort(reason);
    while (this.#waiting.length > 0) this.#waiting.next()?.reject(reason);
    for (const instance of [...this.#busy, ...this.#idle.keys()]) this.#end(instance);
    await Promise.all(this.#starting);
    await Promise.all([...this.#ending].map(({ exited }) => exited));
  }

  async #take(signal: AbortSignal): Promise<I> {
    this.#closing.signal.throwIfAborted();
    const turn = this.#waiting.wait(signal);
    this.#serve();
    return await turn;
  }

  /** Gives those who wait what is idle, and starts what they lack. */
  #serve(): void {
    for (const [instance, stay] of [...this.#idle].reverse()) {
      const waiter = this.#waiting.next();
      if (!waiter) return;
      stay();
      this.#idle.delete(instance);
      this.#busy.add(instance);
      waiter.resolve(instance);
    }
    while (this.#starting.size < this.#waiting.length && this.#size < this.#options.maxInstances) this.#startOne();
  }

  get #size(): number {
    return this.#starting.size + this.#busy.size + this.#idle.size + this.#ending.size;
  }

  #startOne(): void {
    const start = this.#options.start(this.#closing.signal).then(
      (instance) => {
        this.#starting.delete(start);
        void instance.exited.then(() => this.#forget(instance));
        this.#busy.add(instance);
        if (this.#closing.signal.aborted) this.#end(instance);
        else this.#rest(instance);
      },
      (error: unknown) => {
        this.#starting.delete(start);
        // Whoever waits beyond what else is on its way waited for this one.
        if (this.#waiting.length > this.#starting.size) this.#waiting.next()?.reject(error);
        this.#serve();
      },
    );
    this.#starting.add(start);
  }

  #rest(instance: I): void {
    // One that has ended meanwhile is nobody's any more.
    if (!this.#busy.delete(instance)) return;
    const { startTimer, idleMs } = this.#options;
    this.#idle.set(
      instance,
      startTimer(idleMs, () => this.#end(instance)),
    );
    this.#serve();
  }

  #end(instance: I): void {
    this.#idle.get(instance)?.();
    const isOurs = this.#idle.delete(instance) || this.#busy.delete(instance);
    if (!isOurs) return;
    this.#ending.add(instance);
    void instance.stop();
  }

  #forget(instance: I): void {
    this.#idle.get(instance)?.();
    for (const group of [this.#idle, this.#busy, this.#ending]) group.delete(instance);
    this.#serve();
  }
}
