import type { Dispatcher } from 'undici';
import { classifyError } from './classify-error.ts';
import type { Connection } from './connection.ts';
import type { HttpCall, HttpFailureCause, HttpOutcome } from './http-transport.ts';

/** An answer larger than this is not one of an agent, and must not fill the memory. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const TIMED_OUT = (call: OpenCall): void => call.end(call.failure('timeout', 'TIMEOUT'));

/** One request on its way; whatever comes first decides its outcome. */
export class OpenCall implements Dispatcher.DispatchHandler {
  readonly connection: Connection;
  readonly #onChunk: HttpCall['onChunk'];
  readonly #onEnd: (call: OpenCall, outcome: HttpOutcome) => void;
  readonly #resolve: (outcome: HttpOutcome) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #receivedBytes = 0;
  #settled = false;

  constructor(options: {
    readonly call: HttpCall;
    readonly connection: Connection;
    /** Before the outcome is known to whoever waits for it: the next request may take the connection. */
    readonly onEnd: (call: OpenCall, outcome: HttpOutcome) => void;
    readonly resolve: (outcome: HttpOutcome) => void;
  }) {
    const { call } = options;
    this.connection = options.connection;
    this.#onChunk = call.onChunk;
    this.#onEnd = options.onEnd;
    this.#resolve = options.resolve;
    this.#timer = setTimeout(TIMED_OUT, call.timeoutMs, this);
  }

  end(outcome: HttpOutcome): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#onEnd(this, outcome);
    this.#resolve(outcome);
  }

  failure(cause: HttpFailureCause, detail: string): HttpOutcome {
    return { kind: 'failed', cause, detail, receivedBytes: this.#receivedBytes };
  }

  /** Undici wants it to be there. */
  onRequestStart(): void {}

  onResponseStart(_: unknown, status: number): void {
    this.#status = status;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    if (this.#settled) return;
    this.#receivedBytes += chunk.length;
    if (this.#onChunk && this.#status >= 200 && this.#status < 300) this.#onChunk(chunk);
    else this.#chunks.push(chunk);
    if (this.#receivedBytes > MAX_BODY_BYTES) this.end(this.failure('protocol', 'ANSWER_TOO_LARGE'));
  }

  onResponseEnd(): void {
    const body = this.#chunks.length === 1 ? String(this.#chunks[0]) : Buffer.concat(this.#chunks).toString();
    this.end({ kind: 'answered', status: this.#status, body, receivedBytes: this.#receivedBytes });
  }

  onResponseError(_: unknown, error: Error): void {
    const { cause, detail } = classifyError(error);
    this.end(this.failure(cause, detail));
  }
}
