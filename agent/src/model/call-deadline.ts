import { BackendFailure } from './backend-failure.ts';

const MS_PER_SECOND = 1000;

/** Ends a call when the caller aborts, when no first byte comes in time, or when the whole takes too long. */
export class CallDeadline implements Disposable {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #firstByteTimer: NodeJS.Timeout;
  readonly #totalTimer: NodeJS.Timeout;
  #isComplete = false;

  constructor({
    abortSignal,
    firstByteTimeoutSeconds,
    totalTimeoutSeconds,
  }: {
    readonly abortSignal: AbortSignal | undefined;
    readonly firstByteTimeoutSeconds: number;
    readonly totalTimeoutSeconds: number;
  }) {
    this.signal =
      abortSignal === undefined ? this.#controller.signal : AbortSignal.any([abortSignal, this.#controller.signal]);
    this.#firstByteTimer = this.#abortAfter(firstByteTimeoutSeconds, 'did not begin to answer');
    this.#totalTimer = this.#abortAfter(totalTimeoutSeconds, 'did not finish its answer');
  }

  #abortAfter(seconds: number, what: string): NodeJS.Timeout {
    const failure = (): BackendFailure =>
      new BackendFailure('BACKEND_TIMEOUT', `The model server ${what} within ${seconds} s`);
    return setTimeout(() => this.#controller.abort(failure()), seconds * MS_PER_SECOND);
  }

  /** To be called on the first chunk of the answer: from then on only the total counts. */
  firstByteArrived(): void {
    clearTimeout(this.#firstByteTimer);
  }

  /** To be called once the whole answer has been read, so that its connection is kept for the next call. */
  complete(): void {
    this.#isComplete = true;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#firstByteTimer);
    clearTimeout(this.#totalTimer);
    if (!this.#isComplete) this.#controller.abort();
  }
}
