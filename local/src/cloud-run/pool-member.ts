import type { Instance } from './instance.ts';
import type { InstanceMeter } from './instance-meter.ts';

/** The right to send one request to an instance. */
export interface Lease {
  readonly instance: Instance;
  release(): void;
}

/** A running instance of a pool, with the requests that it has. */
export class PoolMember {
  readonly instance: Instance;
  readonly meter: InstanceMeter;
  #active = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(instance: Instance, meter: InstanceMeter) {
    this.instance = instance;
    this.meter = meter;
  }

  get active(): number {
    return this.#active;
  }

  /** Takes one more request; whoever is told hears of it now and once it is over. */
  lease(onChange: (delta: 1 | -1) => void): Lease {
    const change = (delta: 1 | -1) => {
      this.#active += delta;
      this.meter.changeRequests(delta, performance.now());
      onChange(delta);
    };
    clearTimeout(this.#idleTimer);
    change(1);
    let held = true;
    return {
      instance: this.instance,
      release: () => {
        if (!held) return;
        held = false;
        change(-1);
      },
    };
  }

  /** Calls back when it has had no request for so long; from now on, if it has none. */
  watchIdle(idleMs: number, onIdle: () => void): void {
    clearTimeout(this.#idleTimer);
    // One that is gone may still let go of its last request.
    if (this.#active > 0 || this.#ended) return;
    this.#idleTimer = setTimeout(onIdle, idleMs).unref();
  }

  /** It is gone, or told to go. */
  ended(): void {
    this.#ended = true;
    clearTimeout(this.#idleTimer);
    this.meter.ended(performance.now());
  }
}
