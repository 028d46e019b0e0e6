import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGoDuration } from './go-duration.ts';

test.each([
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1.5s', 1_500],
  ['.5s', 500],
  ['250ms', 250],
  ['-1s', -1_000],
  ['+2s', 2_000],
  ['0', 0],
  ['1us', 0.001],
])('%s is %d ms', (text, ms) => {
  expect(parseGoDuration(text)).toBeCloseTo(ms, 9);
});

test.each(['', '-', '5', '-1', 'm', '5 m', '5m ', 'x5m', '5x', '1h-2m', '1..5s'])('"%s" is no duration', (text) => {
  expect(parseGoDuration(text)).toBeNull();
});

test('terms add up, in any order and number', () => {
  const term = fc.tuple(fc.nat(1_000), fc.constantFrom(['ms', 1], ['s', 1_000], ['m', 60_000], ['h', 3_600_000]));
  fc.assert(
    fc.property(fc.array(term, { minLength: 1, maxLength: 5 }), (terms) => {
      const sum = terms.reduce((total, [amount, [, ms]]) => total + amount * Number(ms), 0);
      expect(parseGoDuration(terms.map(([amount, [unit]]) => `${amount}${unit}`).join(''))).toBe(sum);
    }),
  );
});
