import type { ReadUsage } from '../processes/process-usage.ts';
import { cpuInUse } from './cpu-in-use.ts';
import { desiredInstances, EVALUATION_MS, LoadAverage, MinuteAverage } from './load-average.ts';
import type { PoolMember } from './pool-member.ts';

export interface ScaleOutOptions {
  readonly members: () => readonly PoolMember[];
  /** Requests that one instance gets at the same time. */
  readonly concurrency: () => number;
  readonly readUsage: ReadUsage;
  /** Told at every look how many instances the last minute asks for. */
  readonly onDesired: (count: number) => void;
}

/** Ahead of any queue: at the load of the last minute, instances shall not be full. */
export class ScaleOut implements Disposable {
  readonly #options: ScaleOutOptions;
  readonly #requests = new LoadAverage(performance.now());
  readonly #cpu = new MinuteAverage();
  readonly #timer: NodeJS.Timeout;
  #disposed = false;

  constructor(options: ScaleOutOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#look(), EVALUATION_MS).unref();
  }

  /** A request came, or is over. */
  changeRequests(delta: 1 | -1): void {
    this.#requests.change(delta, performance.now());
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { members, concurrency, readUsage, onDesired } = this.#options;
    const requests = this.#requests.evaluate(performance.now());
    const cpu = this.#cpu.add(await cpuInUse(members(), readUsage));
    if (!this.#disposed) onDesired(desiredInstances({ requests, cpu }, concurrency()));
  }
}
