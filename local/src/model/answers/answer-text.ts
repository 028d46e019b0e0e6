import { EdgeTrimmer } from './edge-trimmer.ts';
import { StopFilter } from './stop-filter.ts';

/** Makes the text of an answer out of what the model writes: ends at a stop sequence, trimmed where the template asks. */
export class AnswerText {
  readonly #stops: StopFilter;
  readonly #before: EdgeTrimmer | null;
  readonly #after: EdgeTrimmer | null;

  constructor(options: { readonly stops: readonly string[]; readonly trim: boolean }) {
    this.#stops = new StopFilter(options.stops);
    this.#before = options.trim ? new EdgeTrimmer() : null;
    this.#after = options.trim ? new EdgeTrimmer() : null;
  }

  push(piece: string): { readonly text: string; readonly stopped: boolean } {
    // Trimmed before too: a line break that only comes first must not count as the one that ends the answer.
    const { text, stopped } = this.#stops.push(this.#before ? this.#before.push(piece) : piece);
    return { text: this.#after ? this.#after.push(text) : text, stopped };
  }

  flush(): string {
    const rest = this.#stops.flush();
    return this.#after ? this.#after.push(rest) : rest;
  }
}
