import { expect, test } from 'vitest';
import { deltaText, figureText, percentText } from './figure-text.ts';

test.each([
  [1_480.4, 'ms', '1480 ms', '+1480 ms'],
  [-3.14, 'ms', '-3.1 ms', '−3.1 ms'],
  [6.871, 'perSecond', '6.87/s', '+6.87/s'],
  [0.005, 'fraction', '0.50 %', '+0.50 points'],
  [0, 'count', '0', '0'],
  [null, 'ms', '–', '–'],
] as const)('%d in %s reads %s, and as a difference %s', (value, unit, text, delta) => {
  expect(deltaText(value, unit)).toBe(delta);
  if (value === null || value >= 0) expect(figureText(value, unit)).toBe(text);
});

test.each([
  [12.34, '+12.3 %'],
  [-5, '−5.0 %'],
  [null, '–'],
])('%d %% more reads %s', (percent, text) => {
  expect(percentText(percent)).toBe(text);
});
