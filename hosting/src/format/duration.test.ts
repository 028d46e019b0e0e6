import { expect, test } from 'vitest';
import { formatDuration, formatElapsed, formatLatency } from './duration.ts';

test.each([
  [40, 'under 0.1 s'],
  [9_990, '9.9 s'],
  [59_999, '59 s'],
  [60_000, '1 min 00 s'],
  [3_599_000, '59 min 59 s'],
  [3_720_000, '1 h 02 min'],
  [-5, 'under 0.1 s'],
])('%d ms last "%s"', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [-300, '0 s'],
  [4_900, '4 s'],
  [65_000, '1 min 05 s'],
])('after %d ms a running clock shows "%s"', (ms, text) => {
  expect(formatElapsed(ms)).toBe(text);
});

test.each([
  [411.6, '412 ms'],
  [1_234, '1.23 s'],
  [12_340, '12.3 s'],
])('a latency of %d ms reads "%s"', (ms, text) => {
  expect(formatLatency(ms)).toBe(text);
});
