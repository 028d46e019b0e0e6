/** https://cloud.google.com/run/docs/about-instance-autoscaling: looks every 5 s at the average of a minute. */
export const EVALUATION_MS = 5_000;
const WINDOWS = 12;
/** Of the maximum concurrency, what an instance shall have on average. */
const TARGET_UTILIZATION = 0.6;

/** The average number of requests at work over the last minute. */
export class LoadAverage {
  #active = 0;
  #changedAtMs: number;
  #areaMs = 0;
  #windows: readonly number[] = [];

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
    this.#windows = [...this.#windows, this.#areaMs / EVALUATION_MS].slice(-WINDOWS);
    this.#areaMs = 0;
    return this.#windows.reduce((sum, mean) => sum + mean, 0) / WINDOWS;
  }
}

/** How many instances an average load asks for. */
export function desiredInstances(averageLoad: number, concurrency: number): number {
  return Math.ceil(averageLoad / (TARGET_UTILIZATION * concurrency));
}
