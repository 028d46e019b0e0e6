import type { AgentSplit, LoadErrorClass } from '@proving-ground/shared';
import type { AgentEvent } from './agent-event.ts';

/** What an answer tells about itself, apart from when it came. */
export interface Answer {
  readonly text: string;
  /** Tokens and the time the model took for them, where the agent says so. */
  readonly answerTokens: number | null;
  readonly evalDurationMs: number | null;
  /** The model server had to load the model first. */
  readonly cold: boolean;
  /** Where the agent's time went, and how long its instance had been there; null where it does not tell. */
  readonly splitUs: AgentSplit | null;
  readonly instanceAgeMs: number | null;
}

export interface RequestError {
  readonly class: LoadErrorClass;
  readonly detail: string;
}

/** A loaded model reports some tens of milliseconds here: it looks itself up. Loading even a small one takes longer. */
const COLD_LOAD_MS = 500;
const ERROR_WORD = /^[A-Za-z0-9_]{1,80}/;

/** Puts the events of a turn together; an error event, or none with the whole answer, makes it an error. */
export class AnswerBuilder {
  #text = '';
  #answerTokens: number | null = null;
  #evalDurationMs: number | null = null;
  #loadDurationMs = 0;
  #splitUs: AgentSplit | null = null;
  #instanceAgeMs: number | null = null;
  #error: RequestError | null = null;
  #hasWhole = false;

  add(event: AgentEvent): void {
    const errorWord = event.errorCode ?? event.error;
    if (errorWord) {
      this.#error ??= { class: 'agentError', detail: ERROR_WORD.exec(errorWord)?.[0] ?? 'AGENT_ERROR' };
      return;
    }
    if (event.partial) return;
    for (const { text } of event.content?.parts ?? []) {
      if (!text) continue;
      this.#hasWhole = true;
      this.#text += text;
    }
    const { answerTokens, evalDurationMs, loadDurationMs, splitUs, instanceAgeMs } = event.customMetadata ?? {};
    this.#answerTokens = answerTokens ?? this.#answerTokens;
    this.#evalDurationMs = evalDurationMs ?? this.#evalDurationMs;
    this.#loadDurationMs = Math.max(this.#loadDurationMs, loadDurationMs ?? 0);
    // Each tells of the turn so far: the last one of all of it.
    this.#splitUs = splitUs ?? this.#splitUs;
    this.#instanceAgeMs = instanceAgeMs ?? this.#instanceAgeMs;
  }

  finish(): Answer | RequestError {
    if (this.#error) return this.#error;
    if (!this.#hasWhole) return { class: 'protocol', detail: 'ANSWER_INCOMPLETE' };
    return {
      text: this.#text,
      answerTokens: this.#answerTokens,
      evalDurationMs: this.#evalDurationMs,
      cold: this.#loadDurationMs >= COLD_LOAD_MS,
      splitUs: this.#splitUs,
      instanceAgeMs: this.#instanceAgeMs,
    };
  }
}
