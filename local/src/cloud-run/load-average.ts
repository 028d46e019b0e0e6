/** https://cloud.google.com/run/docs/about-instance-autoscaling: looks every 5 s at the average of a minute. */
export const EVALUATION_MS = 5_000;
const WINDOWS = 12;
/** Of the maximum concurrency, and of its processors, what an instance shall have on average. */
const TARGET_UTILIZATION = 0.6;

/** The average of what each window of the last minute had, what was before the first counting as nothing. */
export class MinuteAverage {
  #windows: readonly number[] = [];

  add(value: number): number {
    this.#windows = [...this.#windows, value].slice(-WINDOWS);
    return this.#windows.reduce((sum, window) => sum + window, 0) / WINDOWS;
  }
}

/** The average number of requests at work over the last minute. */
export class LoadAverage {
  #active = 0;
  #changedAtMs: number;
  #areaMs = 0;
  readonly #minute = new MinuteAverage();

  constructor(nowMs: number) {
    this.#changedAtMs = nowMs;
  }

  change(delta: number, nowMs: number): void {
    this.#areaMs += this.#active * (nowMs - this.#changedAtMs);
    this.#changedAtMs = nowMs;
    this.#active += delta;
  }

  /** Ends a window of `EVALUATION_MS`; returns the average of the last minute, what was before it counting as nothing. */
  evaluate(nowMs: number): number {
    this.change(0, nowMs);
    const mean = this.#areaMs / EVALUATION_MS;
    this.#areaMs = 0;
    return this.#minute.add(mean);
  }
}

export interface AverageLoad {
  /** Requests at work on all instances together. */
  readonly requests: number;
  /** Of the processors of one instance, what all instances together use. */
  readonly cpu: number;
}

/** How many instances the last minute asks for: by requests or by processors, whichever are more. */
export function desiredInstances({ requests, cpu }: AverageLoad, concurrency: number): number {
  return Math.ceil(Math.max(requests / (TARGET_UTILIZATION * concurrency), cpu / TARGET_UTILIZATION));
}
