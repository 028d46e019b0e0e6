/** Drops white space before and after a text that comes in pieces. */
export class EdgeTrimmer {
  #begun = false;
  #held = '';

  push(piece: string): string {
    const text = this.#begun ? this.#held + piece : piece.trimStart();
    if (text === '') return '';
    this.#begun = true;
    const shown = text.trimEnd();
    this.#held = text.slice(shown.length);
    return shown;
  }
}
