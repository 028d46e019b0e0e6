import type { ProcessUsage } from '../processes/process-usage.ts';

/** What an instance may use. */
export interface ResourceLimits {
  readonly cpuCount: number;
  readonly memoryBytes: number;
}

/** What one instance did since it was last looked at. */
export interface InstanceReading {
  readonly state: 'starting' | 'ready' | 'ended';
  /** The most requests it had at one time. */
  readonly peakRequests: number;
  /** While starting or at a request, or all the time when its processors are always its own. */
  readonly billableSeconds: number;
  /** Of its limits: 1 is all of them, and nothing here keeps a process from taking more. */
  readonly cpuUtilizations: readonly number[];
  readonly memoryUtilizations: readonly number[];
}

export interface InstanceMeterOptions {
  readonly nowMs: number;
  readonly limits: ResourceLimits;
  readonly alwaysBilled: boolean;
}

/** Follows one instance from the moment its start begins. */
export class InstanceMeter {
  readonly #limits: ResourceLimits;
  readonly #alwaysBilled: boolean;
  #state: InstanceReading['state'] = 'starting';
  #requests = 0;
  #peakRequests = 0;
  #billableMs = 0;
  #changedAtMs: number;
  #cpu: { readonly seconds: number; readonly atMs: number };
  #cpuUtilizations: number[] = [];
  #memoryUtilizations: number[] = [];

  constructor({ nowMs, limits, alwaysBilled }: InstanceMeterOptions) {
    this.#limits = limits;
    this.#alwaysBilled = alwaysBilled;
    this.#changedAtMs = nowMs;
    this.#cpu = { seconds: 0, atMs: nowMs };
  }

  ready(nowMs: number): void {
    this.#settle(nowMs);
    this.#state = 'ready';
  }

  ended(nowMs: number): void {
    this.#settle(nowMs);
    this.#state = 'ended';
  }

  changeRequests(delta: 1 | -1, nowMs: number): void {
    this.#settle(nowMs);
    this.#requests += delta;
    this.#peakRequests = Math.max(this.#peakRequests, this.#requests);
  }

  /** Notes how much it has used so far; returns what it used of its processors since the last time, 1 being all. */
  use({ cpuSeconds, residentBytes }: ProcessUsage, nowMs: number): number {
    const elapsedSeconds = (nowMs - this.#cpu.atMs) / 1_000;
    const usedSeconds = Math.max(cpuSeconds - this.#cpu.seconds, 0);
    this.#cpu = { seconds: cpuSeconds, atMs: nowMs };
    this.#memoryUtilizations.push(residentBytes / this.#limits.memoryBytes);
    if (elapsedSeconds <= 0) return 0;
    const utilization = usedSeconds / elapsedSeconds / this.#limits.cpuCount;
    this.#cpuUtilizations.push(utilization);
    return utilization;
  }

  take(nowMs: number): InstanceReading {
    this.#settle(nowMs);
    const reading = {
      state: this.#state,
      peakRequests: this.#peakRequests,
      billableSeconds: this.#billableMs / 1_000,
      cpuUtilizations: this.#cpuUtilizations,
      memoryUtilizations: this.#memoryUtilizations,
    };
    this.#peakRequests = this.#requests;
    this.#billableMs = 0;
    this.#cpuUtilizations = [];
    this.#memoryUtilizations = [];
    return reading;
  }

  #settle(nowMs: number): void {
    const billed = this.#alwaysBilled || this.#state === 'starting' || this.#requests > 0;
    if (this.#state !== 'ended' && billed) this.#billableMs += nowMs - this.#changedAtMs;
    this.#changedAtMs = nowMs;
  }
}
