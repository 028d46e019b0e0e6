import type { Clock } from '../time/clock.ts';

/** Gives the value of the Authorization header. */
export type Authorize = (signal: AbortSignal) => Promise<string>;

/** ID tokens are good for an hour. */
const REFRESH_MS = 10 * 60_000;

/** Keeps the newest value at hand, so that no request waits for a token. */
export class Authorization {
  readonly #authorize: Authorize;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  #value: string | undefined;
  #cancelRefresh: () => void = () => undefined;

  constructor({ authorize, clock }: { readonly authorize: Authorize; readonly clock: Clock }) {
    this.#authorize = authorize;
    this.#clock = clock;
  }

  get value(): string | undefined {
    return this.#value;
  }

  /** Fetches the first value; when this fails, the test cannot start. */
  async start(): Promise<void> {
    this.#value = await this.#authorize(this.#abort.signal);
    this.#planRefresh();
  }

  stop(): void {
    this.#abort.abort();
    this.#cancelRefresh();
  }

  #planRefresh(): void {
    if (this.#abort.signal.aborted) return;
    this.#cancelRefresh = this.#clock.schedule(this.#clock.nowMs() + REFRESH_MS, () => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    try {
      this.#value = await this.#authorize(this.#abort.signal);
    } catch {
      // The old value is good for most of an hour; once it is not, 401s in the error table tell.
    }
    this.#planRefresh();
  }
}
