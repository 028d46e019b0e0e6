import { expect, test } from 'vitest';
import { formatUsd, formatUsdRange } from './money.ts';

test.each([
  [0, '$0.00'],
  [0.004, 'under $0.01'],
  [1.305, '$1.30'],
  [12, '$12.00'],
  [999.5, '$999.50'],
  [1_000, '$1,000.00'],
  [1_234_567.8, '$1,234,567.80'],
])('%d dollars read "%s"', (amount, text) => {
  expect(formatUsd(amount)).toBe(text);
});

test.each([
  [0.5, 1, '$0.50 to $1.00'],
  [1.001, 1.002, '$1.00'],
  [0.001, 0.2, 'under $0.01 to $0.20'],
])('between %d and %d dollars read "%s"', (low, high, text) => {
  expect(formatUsdRange({ low, high })).toBe(text);
});
