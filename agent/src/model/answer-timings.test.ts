import type { ChatResponse } from 'ollama';
import { expect, test } from 'vitest';
import { readTimings } from './answer-timings.ts';

const last = (figures: Partial<ChatResponse>) => figures as ChatResponse;

test('figures in nanoseconds become whole milliseconds', () => {
  expect(
    readTimings({
      ttftMs: 12.6,
      modelCallMs: 3_100.4,
      last: last({
        load_duration: 2_100_400_000,
        prompt_eval_duration: 1_500_000,
        eval_duration: 800_000_000,
        total_duration: 2_900_000_000,
        prompt_eval_count: 120,
        eval_count: 40,
      }),
    }),
  ).toEqual({
    ttftMs: 13,
    modelCallMs: 3100,
    loadDurationMs: 2100,
    promptEvalDurationMs: 2,
    evalDurationMs: 800,
    totalDurationMs: 2900,
    promptTokens: 120,
    answerTokens: 40,
  });
});

test('what Ollama leaves out is zero', () => {
  expect(Object.values(readTimings({ ttftMs: 0, modelCallMs: 0, last: last({}) }))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});
