import { setTimeout as sleep } from 'node:timers/promises';

interface Appointment {
  readonly atMs: number;
  readonly run: () => Promise<void>;
}

/** What the cloud gets of real time whenever the clock jumps on: builds and roll-outs take place meanwhile. */
const CLOUD_TURN_MS = 20;

/** A clock that jumps from appointment to appointment, where what is done at each takes real time and real calls. */
export class Agenda {
  nowMs: number;
  #appointments: Appointment[] = [];

  constructor(startedAt: Date) {
    this.nowMs = startedAt.getTime();
  }

  readonly now = (): Date => new Date(this.nowMs);

  at(atMs: number, run: () => Promise<void>): void {
    this.#appointments.push({ atMs: Math.max(atMs, this.nowMs), run });
  }

  /** Keeps appointments until a condition holds; those of the same instant at the same time.
   * @throws Error when nothing is left to happen */
  async passUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const nextMs = Math.min(...this.#appointments.map(({ atMs }) => atMs));
      if (!Number.isFinite(nextMs)) throw new Error('Nothing is left to happen.');
      if (nextMs > this.nowMs) {
        await sleep(CLOUD_TURN_MS);
        // A build that has ended meanwhile may have asked for something sooner.
        this.nowMs = Math.min(...this.#appointments.map(({ atMs }) => atMs));
      }
      const due = this.#appointments.filter(({ atMs }) => atMs <= this.nowMs);
      this.#appointments = this.#appointments.filter(({ atMs }) => atMs > this.nowMs);
      await Promise.all(due.map(({ run }) => run()));
    }
  }
}
