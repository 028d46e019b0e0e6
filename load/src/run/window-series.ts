import { LATENCY_PHASES, type LoadErrorClass, type LoadWindowState, mapPhases } from '@proving-ground/shared';
import { Histogram, WINDOW_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';
import type { EndedOutcome } from './task-stats.ts';

const US_PER_MS = 1_000;

/** The time series: what ended in each window since the start. A window that is over is encoded once and for all. */
export class WindowSeries {
  readonly #startAtMs: number;
  readonly #windowMs: number;
  readonly #over: LoadWindowState[] = [];
  readonly #latencyUs = new Histogram(WINDOW_PRECISION_BITS);
  readonly #ttftUs = new Histogram(WINDOW_PRECISION_BITS);
  #requests = 0;
  #failures = 0;
  #dropped = 0;
  #users = 0;
  #split: LoadWindowState['split'] = null;
  #errors: Partial<Record<LoadErrorClass, number>> = {};

  constructor({ startAtMs, windowSeconds }: { readonly startAtMs: number; readonly windowSeconds: number }) {
    this.#startAtMs = startAtMs;
    this.#windowMs = windowSeconds * 1_000;
  }

  record(outcome: EndedOutcome): void {
    this.advance(outcome.endedAtMs);
    this.#requests += 1;
    if (outcome.error) {
      this.#failures += 1;
      this.#errors[outcome.error.class] = (this.#errors[outcome.error.class] ?? 0) + 1;
    }
    if (!outcome.complete) return;
    this.#latencyUs.record((outcome.endedAtMs - outcome.sentAtMs) * US_PER_MS);
    const ttftMs = outcome.answer?.ttftMs ?? null;
    if (ttftMs !== null) this.#ttftUs.record(ttftMs * US_PER_MS);
    const splitUs = outcome.answer?.splitUs;
    if (!splitUs) return;
    this.#split ??= { answers: 0, sumsUs: mapPhases(() => 0) };
    this.#split.answers += 1;
    for (const phase of LATENCY_PHASES) this.#split.sumsUs[phase] += splitUs[phase];
  }

  drop(nowMs: number): void {
    this.advance(nowMs);
    this.#dropped += 1;
  }

  changeUsers(by: number, nowMs: number): void {
    this.advance(nowMs);
    this.#users += by;
  }

  /** Closes the windows that are over at the instant. */
  advance(nowMs: number): void {
    const index = Math.floor((nowMs - this.#startAtMs) / this.#windowMs);
    while (this.#over.length < index) {
      this.#over.push(this.#current());
      this.#latencyUs.reset();
      this.#ttftUs.reset();
      this.#requests = 0;
      this.#failures = 0;
      this.#dropped = 0;
      this.#errors = {};
      this.#split = null;
    }
  }

  state(): LoadWindowState[] {
    return [...this.#over, this.#current()];
  }

  #current(): LoadWindowState {
    return {
      index: this.#over.length,
      requests: this.#requests,
      failures: this.#failures,
      dropped: this.#dropped,
      users: this.#users,
      errors: { ...this.#errors },
      latencyUs: encodeHistogram(this.#latencyUs),
      ttftUs: encodeHistogram(this.#ttftUs),
      split: this.#split && { ...this.#split, sumsUs: { ...this.#split.sumsUs } },
    };
  }
}
