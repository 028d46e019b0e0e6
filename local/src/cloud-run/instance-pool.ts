import type { ReadUsage } from '../processes/process-usage.ts';
import { type Instance, NoInstanceError } from './instance.ts';
import { type Lease, PoolMember } from './pool-member.ts';
import { RequestQueue } from './request-queue.ts';
import type { RevisionMeter } from './revision-meter.ts';
import { ScaleOut } from './scale-out.ts';

export interface PoolSettings {
  /** Requests that one instance gets at the same time. */
  readonly concurrency: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** How long an instance without requests stays. */
  readonly idleMs: number;
}

export interface PoolOptions {
  readonly settings: PoolSettings;
  /** What earlier instances took to start, on average. */
  readonly startupMs: number;
  /** @throws StartupError */
  readonly start: (signal: AbortSignal) => Promise<Instance>;
  readonly meter: RevisionMeter;
  readonly readUsage: ReadUsage;
}

/** https://cloud.google.com/run/docs/about-instance-autoscaling: 3.5 times the average start-up, or 10 s. */
const QUEUE_STARTUP_FACTOR = 3.5;
const MIN_QUEUE_MS = 10_000;
const RESTART_MS = 1_000;
const MAX_RESTART_MS = 60_000;

/** The instances of one revision: started when requests need them, stopped when idle, never more than allowed. */
export class InstancePool implements AsyncDisposable {
  #settings: PoolSettings;
  #startupMs: number;
  #crashes = 0;
  readonly #start: PoolOptions['start'];
  readonly #meter: RevisionMeter;
  readonly #members = new Set<PoolMember>();
  readonly #starting = new Set<Promise<void>>();
  readonly #stopping = new Set<Promise<void>>();
  readonly #queue = new RequestQueue();
  readonly #scaleOut: ScaleOut;
  readonly #closed = new AbortController();

  constructor(options: PoolOptions) {
    this.#settings = options.settings;
    this.#startupMs = options.startupMs;
    this.#start = options.start;
    this.#meter = options.meter;
    this.#scaleOut = new ScaleOut({
      members: () => [...this.#members],
      concurrency: () => this.#settings.concurrency,
      readUsage: options.readUsage,
      onDesired: (count) => {
        // The last idle instance going, or the first request coming, is not its business.
        if (this.#members.size > 0) this.#startUpTo(count - this.#members.size);
      },
    });
  }

  /** Instances that run, and those that are on their way. */
  get instanceCount(): { readonly ready: number; readonly starting: number } {
    return { ready: this.#members.size, starting: this.#starting.size };
  }

  /** Requests that wait for room. */
  get waitingCount(): number {
    return this.#queue.length;
  }

  get startupMs(): number {
    return this.#startupMs;
  }

  get queueTimeoutMs(): number {
    return Math.max(QUEUE_STARTUP_FACTOR * this.#startupMs, MIN_QUEUE_MS);
  }

  configure(settings: PoolSettings): void {
    this.#settings = settings;
    for (const member of this.#members) this.#watchIdle(member);
    this.#keepMinimum();
  }

  /**
   * Waits for room on an instance, and starts one when there is none.
   *
   * @throws NoInstanceError when the queue's time is up.
   * @throws StartupError when the instance that was started for it did not come up.
   */
  async acquire(signal: AbortSignal): Promise<Lease> {
    const member = this.#roomiest();
    if (member) return this.#lease(member);
    if (this.#closed.signal.aborted || this.#settings.maxInstances === 0) throw new NoInstanceError();
    const waiting = this.#queue.wait({ timeoutMs: this.queueTimeoutMs, signal });
    this.#startForQueue();
    return await waiting;
  }

  /** Brings up one instance, if none is there, to prove that it can. @throws StartupError */
  async warm(): Promise<void> {
    if (this.#members.size > 0) return;
    await this.#startOne();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#scaleOut[Symbol.dispose]();
    this.#closed.abort(new NoInstanceError());
    this.#queue.rejectAll(new NoInstanceError());
    for (const member of this.#members) this.#stop(member);
    await Promise.allSettled(this.#starting);
    await Promise.all(this.#stopping);
  }

  #roomiest(): PoolMember | null {
    let best: PoolMember | null = null;
    for (const member of this.#members) {
      if (member.active < this.#settings.concurrency && (!best || member.active < best.active)) best = member;
    }
    return best;
  }

  #lease(member: PoolMember): Lease {
    return member.lease((delta) => {
      this.#scaleOut.changeRequests(delta);
      if (delta > 0) return;
      this.#serveQueue();
      this.#watchIdle(member);
    });
  }

  #serveQueue(): void {
    while (this.#queue.length > 0) {
      const member = this.#roomiest();
      if (!member) return;
      this.#queue.resolveNext(() => this.#lease(member));
    }
  }

  /** As many more instances as those who wait would fill, within the limit. */
  #startForQueue(): void {
    this.#startUpTo(Math.ceil(this.#queue.length / this.#settings.concurrency));
  }

  #startUpTo(count: number): void {
    const allowed = this.#settings.maxInstances - this.#members.size;
    while (this.#starting.size < Math.min(count, allowed)) {
      this.#startOne().catch((error: unknown) => {
        // Others may still have room; when none is left, nobody waits for what will not come.
        if (this.#members.size === 0 && this.#starting.size === 0) this.#queue.rejectAll(error);
      });
    }
  }

  #startOne(): Promise<void> {
    const start = this.#bringUp().finally(() => this.#starting.delete(start));
    this.#starting.add(start);
    return start;
  }

  async #bringUp(): Promise<void> {
    const beganMs = performance.now();
    const meter = this.#meter.starting(beganMs);
    let instance: Instance;
    try {
      instance = await this.#start(this.#closed.signal);
    } catch (error) {
      meter.ended(performance.now());
      throw error;
    }
    if (this.#closed.signal.aborted) {
      meter.ended(performance.now());
      await instance.stop();
      throw new NoInstanceError();
    }
    const tookMs = performance.now() - beganMs;
    meter.ready(beganMs + tookMs);
    this.#meter.started(tookMs);
    this.#startupMs = this.#startupMs === 0 ? tookMs : (this.#startupMs + tookMs) / 2;
    const member = new PoolMember(instance, meter);
    this.#members.add(member);
    void instance.exited.then(() => this.#lost(member));
    this.#watchIdle(member);
    this.#serveQueue();
  }

  #watchIdle(member: PoolMember): void {
    member.watchIdle(this.#settings.idleMs, () => {
      if (this.#members.size > this.#settings.minInstances) this.#stop(member);
    });
  }

  #stop(member: PoolMember): void {
    this.#members.delete(member);
    member.ended();
    const stopped = member.instance.stop().finally(() => this.#stopping.delete(stopped));
    this.#stopping.add(stopped);
  }

  /** The process ended by itself: requests that wait, and the minimum, need another one. */
  #lost(member: PoolMember): void {
    if (!this.#members.delete(member)) return;
    member.ended();
    if (this.#closed.signal.aborted) return;
    this.#startForQueue();
    this.#crashes += 1;
    const backoffMs = Math.min(RESTART_MS * 2 ** (this.#crashes - 1), MAX_RESTART_MS);
    setTimeout(() => this.#keepMinimum(), backoffMs).unref();
  }

  #keepMinimum(): void {
    if (this.#closed.signal.aborted) return;
    while (this.#members.size + this.#starting.size < this.#settings.minInstances) {
      this.#startOne().then(
        () => {
          this.#crashes = 0;
        },
        () => {
          this.#crashes += 1;
          setTimeout(() => this.#keepMinimum(), MAX_RESTART_MS).unref();
        },
      );
    }
  }
}
