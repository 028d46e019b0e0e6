interface Filtered {
  /** What can be shown now. */
  readonly text: string;
  readonly stopped: boolean;
}

/**
 * Lets text through up to the first stop sequence, wherever the pieces are cut: what may be the beginning of a stop
 * sequence is held back until it is known.
 */
export class StopFilter {
  readonly #stops: readonly string[];
  #held = '';

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  push(piece: string): Filtered {
    const text = this.#held + piece;
    const stopAt = this.#firstStop(text);
    if (stopAt !== null) {
      this.#held = '';
      return { text: text.slice(0, stopAt), stopped: true };
    }
    const heldFrom = this.#possibleStop(text);
    this.#held = text.slice(heldFrom);
    return { text: text.slice(0, heldFrom), stopped: false };
  }

  /** What was held back and turned out to be no stop sequence, when nothing follows. */
  flush(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** Of the stop sequences in the text, the one that is complete first counts, as it would token by token. */
  #firstStop(text: string): number | null {
    let first: { readonly start: number; readonly end: number } | null = null;
    for (const stop of this.#stops) {
      const start = text.indexOf(stop);
      if (start < 0) continue;
      const end = start + stop.length;
      if (first === null || end < first.end || (end === first.end && start < first.start)) first = { start, end };
    }
    return first?.start ?? null;
  }

  #possibleStop(text: string): number {
    const longest = Math.max(0, ...this.#stops.map((stop) => stop.length - 1));
    for (let start = Math.max(0, text.length - longest); start < text.length; start += 1) {
      const end = text.slice(start);
      if (this.#stops.some((stop) => stop.startsWith(end))) return start;
    }
    return text.length;
  }
}
