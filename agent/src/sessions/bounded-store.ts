interface Entry<Value> {
  readonly value: Value;
  readonly weight: number;
  readonly usedAtMs: number;
}

/** How much a store may hold, and for how long after the last use. */
export interface StoreLimits {
  readonly maxCount: number;
  readonly maxWeight: number;
  readonly ttlMs: number;
}

/** A map that forgets: entries unused for too long first, then the least recently used ones over the limits. */
export class BoundedStore<Value> {
  // Insertion order is order of use, because every use re-inserts: the front is the oldest.
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #limits: StoreLimits;
  readonly #nowMs: () => number;
  #weight = 0;

  constructor({ limits, nowMs }: { readonly limits: StoreLimits; readonly nowMs: () => number }) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  get size(): number {
    return this.#entries.size;
  }

  get weight(): number {
    return this.#weight;
  }

  get(key: string): Value | undefined {
    this.#forgetExpired();
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, { ...entry, usedAtMs: this.#nowMs() });
    return entry.value;
  }

  /** Stores a value; the newest one stays even if it alone exceeds the weight. */
  set({ key, value, weight }: { readonly key: string; readonly value: Value; readonly weight: number }): void {
    this.delete(key);
    this.#entries.set(key, { value, weight, usedAtMs: this.#nowMs() });
    this.#weight += weight;
    this.#forgetExpired();
    for (const oldest of this.#entries.keys()) {
      const isWithinLimits = this.size <= this.#limits.maxCount && this.#weight <= this.#limits.maxWeight;
      if (isWithinLimits || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }

  /** Live values, least recently used first; looking does not count as use. */
  *values(): Generator<Value> {
    this.#forgetExpired();
    for (const entry of this.#entries.values()) yield entry.value;
  }

  #forgetExpired(): void {
    const oldestAllowedMs = this.#nowMs() - this.#limits.ttlMs;
    for (const [key, entry] of this.#entries) {
      if (entry.usedAtMs >= oldestAllowedMs) break;
      this.delete(key);
    }
  }
}
