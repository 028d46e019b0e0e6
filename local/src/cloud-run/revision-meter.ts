import { InstanceMeter, type InstanceMeterOptions, type InstanceReading } from './instance-meter.ts';

/** A request that an instance took, once it was over. */
export interface MeasuredRequest {
  readonly status: number;
  /** Until there was room on an instance. */
  readonly pendingMs: number;
  /** From then on. */
  readonly instanceMs: number;
}

/** What one revision did since it was last looked at. */
export interface RevisionReading {
  readonly requests: readonly MeasuredRequest[];
  /** Requests that wait at this moment. */
  readonly waitingCount: number;
  readonly startupsMs: readonly number[];
  /** Those that ended in the meantime included. */
  readonly instances: readonly InstanceReading[];
}

/** Counts what happens to a revision, for its metrics. */
export class RevisionMeter {
  readonly #options: Omit<InstanceMeterOptions, 'nowMs'>;
  readonly #instances = new Set<InstanceMeter>();
  #requests: MeasuredRequest[] = [];
  #startupsMs: number[] = [];
  #wasAlive = false;

  constructor(options: Omit<InstanceMeterOptions, 'nowMs'>) {
    this.#options = options;
  }

  /** An instance is being started. */
  starting(nowMs: number): InstanceMeter {
    const meter = new InstanceMeter({ ...this.#options, nowMs });
    this.#instances.add(meter);
    return meter;
  }

  started(tookMs: number): void {
    this.#startupsMs.push(tookMs);
  }

  request(request: MeasuredRequest): void {
    this.#requests.push(request);
  }

  /** `null` when there is nothing to say; that everything has ended is said once. */
  take({ nowMs, waitingCount }: { readonly nowMs: number; readonly waitingCount: number }): RevisionReading | null {
    const instances = [...this.#instances].map((meter) => {
      const reading = meter.take(nowMs);
      if (reading.state === 'ended') this.#instances.delete(meter);
      return reading;
    });
    const alive = this.#instances.size > 0 || waitingCount > 0;
    const happened = instances.length > 0 || this.#requests.length > 0;
    const silent = !alive && !happened && !this.#wasAlive;
    this.#wasAlive = alive || happened;
    if (silent) return null;
    const reading = { requests: this.#requests, waitingCount, startupsMs: this.#startupsMs, instances };
    this.#requests = [];
    this.#startupsMs = [];
    return reading;
  }
}
