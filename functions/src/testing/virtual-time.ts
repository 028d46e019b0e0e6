interface Appointment {
  readonly atMs: number;
  readonly run: () => void;
}

/** A clock that jumps from appointment to appointment: an hour of waiting takes no time. */
export class VirtualTime {
  nowMs: number;
  #appointments: Appointment[] = [];

  constructor(startedAt: Date) {
    this.nowMs = startedAt.getTime();
  }

  readonly now = (): Date => new Date(this.nowMs);

  /** Runs something at an instant; at the same one, in the order of asking. */
  at(atMs: number, run: () => void): void {
    const appointment = { atMs: Math.max(atMs, this.nowMs), run };
    const index = this.#appointments.findLastIndex((other) => other.atMs <= appointment.atMs);
    this.#appointments.splice(index + 1, 0, appointment);
  }

  async sleep(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => this.at(this.nowMs + ms, resolve));
  }

  /** Lets time pass until an instant, or until a condition holds; everything between is settled in order. */
  async passUntil(untilMs: number, isOver: () => boolean = () => false): Promise<void> {
    await settle();
    while (!isOver()) {
      const next = this.#appointments[0];
      if (!next || next.atMs > untilMs) {
        this.nowMs = untilMs;
        return;
      }
      this.#appointments.shift();
      this.nowMs = next.atMs;
      next.run();
      await settle();
    }
  }
}

/** More promises than wait for one another between two appointments anywhere in the loop. */
const LONGEST_CHAIN = 100;

/** Lets every promise that can go on do so; a turn of the event loop would do too, at thirty times the cost. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < LONGEST_CHAIN; turn += 1) await Promise.resolve();
}
