import { expect, test } from 'vitest';
import { requestOptions, samplingOptions } from './sampling-options.ts';

test("a request wins over its model, the model over Ollama's defaults", () => {
  expect(
    samplingOptions({
      model: { temperature: 0.7, min_p: 0.1, num_predict: 80, top_k: undefined },
      request: { temperature: 0, seed: 5, stop: ['x'], repeat_last_n: -1 },
    }),
  ).toEqual({
    temperature: 0,
    topP: 0.9,
    topK: 40,
    minP: 0.1,
    seed: 5,
    repeatPenalty: 1.1,
    repeatLastTokens: Number.POSITIVE_INFINITY,
    presencePenalty: 0,
    frequencyPenalty: 0,
    maxTokens: 80,
    stops: ['x'],
  });
});

test.each([-2, -1, 0])('num_predict %d means: until the model ends by itself', (num_predict) => {
  const model = { num_predict: 80 };
  expect(samplingOptions({ model, request: { num_predict } }).maxTokens).toBe(Number.POSITIVE_INFINITY);
});

test('seed -1 is none, 0 is one', () => {
  expect(samplingOptions({ model: {}, request: { seed: -1 } }).seed).toBeNull();
  expect(samplingOptions({ model: {}, request: { seed: 0 } }).seed).toBe(0);
});

test("options for Ollama's use of the machine are accepted, one stop sequence may stand alone", () => {
  expect(requestOptions.parse({ num_gpu: 1, num_thread: 4, stop: 'x' })).toMatchObject({ stop: ['x'] });
});

test.each([{ temperature: '1' }, { top_p: 2 }, { num_ctx: 0 }, { temprature: 1 }, { stop: [1] }])(
  '%j is refused',
  (options) => {
    expect(requestOptions.safeParse(options).success).toBe(false);
  },
);
