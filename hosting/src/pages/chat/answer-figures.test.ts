import { expect, test } from 'vitest';
import { answerFigures } from './answer-figures.ts';

const ANSWER = {
  ttftMs: 412,
  totalMs: 2_890,
  tokensPerSecond: 187.42,
  promptTokens: 212,
  answerTokens: 96,
  modelLoadMs: 30,
  model: 'gemma3:270m',
  revision: 'agent-d1',
  truncated: false,
  splitUs: null,
  traceId: null,
};

const texts = (answer: typeof ANSWER) => answerFigures(answer).map(({ name, value }) => `${name}: ${value}`);

test('what was measured is told with its unit', () => {
  expect(texts(ANSWER)).toEqual([
    'First token: 412 ms',
    'Speed: 187.4 tokens/s',
    'Total: 2.89 s',
    'Tokens: 212 in, 96 out',
    'Model: gemma3:270m',
    'Revision: agent-d1',
  ]);
});

test('a cold start is told', () => {
  expect(texts({ ...ANSWER, modelLoadMs: 5_400 })).toContain('Model start: 5.40 s');
});

test('what was not measured is left out', () => {
  const unmeasured = {
    ...ANSWER,
    ttftMs: null,
    tokensPerSecond: null,
    promptTokens: null,
    answerTokens: null,
    modelLoadMs: null,
    model: null,
    revision: null,
  };
  expect(answerFigures(unmeasured)).toEqual([{ name: 'Total', value: '2.89 s' }]);
});
