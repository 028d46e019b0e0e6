import { performance } from 'node:perf_hooks';
import type { ChatResponse } from 'ollama';
import { newSpanId, traceparentOf } from '../trace/trace-context.ts';
import { currentTurn, type ModelCall, type TurnContext } from '../trace/turn-context.ts';
import type { BackendFailure } from './backend-failure.ts';
import { splitCall } from './call-split.ts';

const NO_FIGURES = { splitUs: undefined, promptTokens: 0, answerTokens: 0, errorCode: undefined } as const;

/** Takes the time of one call to the model server, and tells the turn that it belongs to how it ended. */
export class TimedCall {
  readonly #turn: TurnContext | undefined = currentTurn();
  readonly #spanId = this.#turn?.trace && newSpanId();
  readonly #model: string;
  readonly #startedMs = performance.now();
  #firstByteMs: number | undefined;

  constructor(model: string) {
    this.#model = model;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  /** What makes the call a part of the caller's trace; undefined without one. */
  get traceparent(): string | undefined {
    const trace = this.#turn?.trace;
    return trace && this.#spanId && traceparentOf({ ...trace, spanId: this.#spanId });
  }

  firstByteArrived(): void {
    this.#firstByteMs ??= this.elapsedMs;
  }

  /** Returns how long the whole call took, in milliseconds. */
  answered(last: ChatResponse): number {
    const wallMs = this.elapsedMs;
    this.#tell({
      ...NO_FIGURES,
      splitUs: splitCall({ last, firstByteMs: this.#firstByteMs ?? wallMs, wallMs }),
      promptTokens: last.prompt_eval_count ?? 0,
      answerTokens: last.eval_count ?? 0,
    });
    return wallMs;
  }

  failed({ code }: BackendFailure): void {
    this.#tell({ ...NO_FIGURES, errorCode: code });
  }

  #tell(end: Omit<ModelCall, 'model' | 'spanId' | 'startedMs' | 'endedMs'>): void {
    const endedMs = performance.now();
    this.#turn?.calls.push({ model: this.#model, spanId: this.#spanId, startedMs: this.#startedMs, endedMs, ...end });
  }
}
