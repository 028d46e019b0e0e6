import type { ChatResponse } from 'ollama';

const NS_PER_MS = 1_000_000;

/** What an answer cost, kept with its event; `loadDurationMs` shows whether the model had to be loaded first. */
export type AnswerTimings = {
  readonly ttftMs: number;
  /** From the call to the model server until its last chunk. */
  readonly modelCallMs: number;
  readonly loadDurationMs: number;
  readonly promptEvalDurationMs: number;
  readonly evalDurationMs: number;
  readonly totalDurationMs: number;
  readonly promptTokens: number;
  readonly answerTokens: number;
};

// Ollama leaves out what is zero, prompt_eval_count for a fully cached prompt for one.
const toMs = (nanoseconds: number | undefined): number => Math.round((nanoseconds ?? 0) / NS_PER_MS);

/** Reads the figures of Ollama's last chunk. */
export const readTimings = ({
  last,
  ttftMs,
  modelCallMs,
}: {
  readonly last: ChatResponse;
  readonly ttftMs: number;
  readonly modelCallMs: number;
}): AnswerTimings => ({
  ttftMs: Math.round(ttftMs),
  modelCallMs: Math.round(modelCallMs),
  loadDurationMs: toMs(last.load_duration),
  promptEvalDurationMs: toMs(last.prompt_eval_duration),
  evalDurationMs: toMs(last.eval_duration),
  totalDurationMs: toMs(last.total_duration),
  promptTokens: last.prompt_eval_count ?? 0,
  answerTokens: last.eval_count ?? 0,
});
