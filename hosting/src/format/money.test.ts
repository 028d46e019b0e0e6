import { expect, test } from 'vitest';
import { formatUsd } from './money.ts';

test.each([
  [0, '$0.00'],
  [0.004, 'under $0.01'],
  [1.305, '$1.30'],
  [12, '$12.00'],
])('%d dollars read "%s"', (amount, text) => {
  expect(formatUsd(amount)).toBe(text);
});
