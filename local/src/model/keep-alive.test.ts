import { expect, test } from 'vitest';
import { keepAliveField, keepAliveSetting } from './keep-alive.ts';

test.each([
  [300, 300_000],
  [0.5, 500],
  [0, 0],
  [-1, Number.POSITIVE_INFINITY],
  ['10m', 600_000],
  ['-1m', Number.POSITIVE_INFINITY],
  ['0', 0],
])('a request with keep_alive %j keeps the model for %d ms', (value, ms) => {
  expect(keepAliveField.parse(value)).toBe(ms);
});

test.each([
  ['-1', Number.POSITIVE_INFINITY],
  ['60', 60_000],
  ['24h', 86_400_000],
])('OLLAMA_KEEP_ALIVE=%s keeps models for %d ms', (value, ms) => {
  expect(keepAliveSetting.parse(value)).toBe(ms);
});

test.each(['soon', '', '5', true, null])('a request with keep_alive %j is refused', (value) => {
  expect(keepAliveField.safeParse(value).success).toBe(false);
});

test('the refusal is worded as Ollama words it', () => {
  expect(keepAliveSetting.safeParse('soon').error?.issues[0]?.message).toBe('time: invalid duration "soon"');
});
