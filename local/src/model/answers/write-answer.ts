import type { Lane, Prompt } from '../engine/engine.ts';
import { AnswerText } from './answer-text.ts';
import type { SamplingOptions } from './sampling-options.ts';

export interface AnswerEnd {
  readonly doneReason: 'stop' | 'length';
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Until the first token. */
  readonly promptMs: number;
  /** From the first token to the last. */
  readonly answerMs: number;
}

interface AnswerRequest {
  readonly lane: Lane;
  readonly prompt: Prompt;
  readonly sampling: SamplingOptions;
  /** Tokens that the prompt and the answer may have together. */
  readonly contextTokens: number;
  readonly signal: AbortSignal;
}

/**
 * Yields the text of an answer as it comes, and returns how it ended.
 * @throws the signal's reason when it fires.
 */
export async function* writeAnswer(request: AnswerRequest): AsyncGenerator<string, AnswerEnd> {
  const { lane, prompt, sampling, signal } = request;
  const answer = new AnswerText({ stops: [...prompt.stops, ...sampling.stops], trim: prompt.trim });
  const maxTokens = Math.min(sampling.maxTokens, request.contextTokens - prompt.tokens.length);
  const startedAtMs = performance.now();
  let firstAtMs: number | undefined;
  let answerTokens = 0;
  let stopped = false;
  for await (const piece of lane.write({ prompt, sampling, signal })) {
    signal.throwIfAborted();
    firstAtMs ??= performance.now();
    answerTokens += 1;
    const shown = answer.push(piece);
    if (shown.text !== '') yield shown.text;
    stopped = shown.stopped;
    if (stopped || answerTokens >= maxTokens) break;
  }
  signal.throwIfAborted();
  const rest = stopped ? '' : answer.flush();
  if (rest !== '') yield rest;
  const endedAtMs = performance.now();
  return {
    doneReason: !stopped && answerTokens >= maxTokens ? 'length' : 'stop',
    promptTokens: prompt.tokens.length,
    answerTokens,
    promptMs: (firstAtMs ?? endedAtMs) - startedAtMs,
    answerMs: endedAtMs - (firstAtMs ?? endedAtMs),
  };
}
