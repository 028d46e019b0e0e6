import type { LlamaModel, Token } from 'node-llama-cpp';

/** Tokens that a later one may still depend on for its leading space. */
const CONTEXT_TOKENS = 8;
/** A character of four bytes can lie in as many tokens; more of them make no character any more. */
const MAX_PENDING_TOKENS = 8;
const INCOMPLETE = /\uFFFD$/;

/** Turns tokens into text one by one; the bytes of one character may come in several tokens. */
export class TokenText {
  readonly #model: Pick<LlamaModel, 'detokenize'>;
  #before: Token[] = [];
  #pending: Token[] = [];

  constructor(model: Pick<LlamaModel, 'detokenize'>) {
    this.#model = model;
  }

  push(token: Token): string {
    this.#pending.push(token);
    const text = this.#model.detokenize(this.#pending, false, this.#before);
    if (INCOMPLETE.test(text) && this.#pending.length < MAX_PENDING_TOKENS) return '';
    return this.#take(text);
  }

  flush(): string {
    return this.#pending.length === 0 ? '' : this.#take(this.#model.detokenize(this.#pending, false, this.#before));
  }

  #take(text: string): string {
    this.#before = [...this.#before, ...this.#pending].slice(-CONTEXT_TOKENS);
    this.#pending = [];
    return text;
  }
}
