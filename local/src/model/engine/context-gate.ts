/**
 * Lets one lane change the context's memory while the others are between two steps. llama.cpp's context is locked for as
 * long as any lane has its next step in line, which among busy lanes is for ever: whoever waits for the lock would wait
 * until all other answers are written.
 */
export class ContextGate {
  #changes = 0;
  #open = Promise.withResolvers<void>();

  constructor() {
    this.#open.resolve();
  }

  /** To be awaited before every step. */
  async pass(): Promise<void> {
    while (this.#changes > 0) await this.#open.promise;
  }

  /** Holds every lane back from its next step until the job is done. */
  async change(job: () => Promise<void>): Promise<void> {
    if (this.#changes === 0) this.#open = Promise.withResolvers();
    this.#changes += 1;
    try {
      await job();
    } finally {
      this.#changes -= 1;
      if (this.#changes === 0) this.#open.resolve();
    }
  }
}
