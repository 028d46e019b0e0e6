import type { Log } from '../log.ts';
import { toOtlpJson } from './otlp-json.ts';
import type { Span } from './span.ts';

const MAX_WAITING = 2048;
const MAX_IN_ONE_REQUEST = 512;
const SEND_AFTER_MS = 2000;
const TIMEOUT_MS = 5000;

export interface SpanExporterOptions {
  /** Takes OTLP over HTTP in JSON. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Set for an endpoint that wants a token. */
  readonly authorize?: () => Promise<string>;
  readonly resource: Readonly<Record<string, string>>;
  readonly log: Log;
}

/**
 * Sends spans some at a time, while answers go on. It never keeps an answer waiting and never fills the memory: what finds no room,
 * and what the other side does not take, is dropped and counted in the log.
 */
export class SpanExporter {
  readonly #options: SpanExporterOptions;
  #waiting: Span[] = [];
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: SpanExporterOptions) {
    this.#options = options;
  }

  add(spans: readonly Span[]): void {
    const room = MAX_WAITING - this.#waiting.length;
    this.#waiting.push(...spans.slice(0, room));
    this.#dropped += Math.max(0, spans.length - room);
    this.#timer ??= setTimeout(() => void this.flush(), SEND_AFTER_MS).unref();
  }

  /** Sends what is there; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // One after the other: an endpoint that is slow gets no second request.
    this.#sending = this.#sending.then(() => this.#sendAll());
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const spans = this.#waiting.splice(0, MAX_IN_ONE_REQUEST);
      const problem = await this.#send(spans);
      if (problem === undefined) continue;
      // Whoever does not answer now does not get the rest either.
      const dropped = spans.length + this.#waiting.length + this.#dropped;
      this.#waiting = [];
      this.#dropped = 0;
      this.#options.log('WARNING', 'spans-dropped', { dropped, problem });
      return;
    }
    if (this.#dropped === 0) return;
    this.#options.log('WARNING', 'spans-dropped', { dropped: this.#dropped, problem: 'too many at once' });
    this.#dropped = 0;
  }

  /** Returns what went wrong. */
  async #send(spans: readonly Span[]): Promise<string | undefined> {
    const { url, headers, authorize, resource } = this.#options;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          ...(authorize === undefined ? {} : { authorization: await authorize() }),
        },
        body: JSON.stringify(toOtlpJson({ spans, resource })),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `the collector answered ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
