import { parseAgentEvent } from './agent-event.ts';
import { type Answer, AnswerBuilder, type RequestError } from './answer.ts';
import { SseReader } from './sse-reader.ts';

// In JSON a quote inside a text is escaped, so neither can be part of one.
const PARTIAL = Buffer.from('"partial":true');
const PARTIAL_SPACED = Buffer.from('"partial": true');

export interface StreamTimes {
  readonly firstTokenAtMs: number | null;
  readonly lastTokenAtMs: number | null;
  readonly tokenGapsMs: readonly number[];
}

/** Reads an answer of `/run_sse` as it comes. Deltas are timed but not parsed: the last event repeats the whole text. */
export class AnswerStream {
  readonly #answer = new AnswerBuilder();
  readonly #reader = new SseReader((payload) => this.#readPayload(payload));
  readonly #nowMs: () => number;
  readonly #gapsMs: number[] = [];
  #firstAtMs: number | null = null;
  #lastAtMs: number | null = null;
  #chunkAtMs = 0;
  #malformed = false;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  push(chunk: Buffer): void {
    if (this.#malformed) return;
    this.#chunkAtMs = this.#nowMs();
    try {
      this.#reader.push(chunk);
    } catch {
      this.#malformed = true;
    }
  }

  get times(): StreamTimes {
    return { firstTokenAtMs: this.#firstAtMs, lastTokenAtMs: this.#lastAtMs, tokenGapsMs: this.#gapsMs };
  }

  finish(): Answer | RequestError {
    if (this.#malformed) return { class: 'protocol', detail: 'EVENT_MALFORMED' };
    if (this.#reader.pendingBytes > 0) return { class: 'protocol', detail: 'EVENT_CUT_OFF' };
    return this.#answer.finish();
  }

  #readPayload(payload: Buffer): void {
    if (!payload.includes(PARTIAL) && !payload.includes(PARTIAL_SPACED)) {
      this.#answer.add(parseAgentEvent(payload.toString()));
      return;
    }
    if (this.#lastAtMs === null) this.#firstAtMs = this.#chunkAtMs;
    else this.#gapsMs.push(this.#chunkAtMs - this.#lastAtMs);
    this.#lastAtMs = this.#chunkAtMs;
  }
}
