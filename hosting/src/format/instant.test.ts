import { expect, test } from 'vitest';
import { formatAgo, formatInZone } from './instant.ts';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');

test.each([
  ['2026-03-10T12:00:05.000Z', 'just now'],
  ['2026-03-10T11:59:10.000Z', 'just now'],
  ['2026-03-10T11:59:00.000Z', '1 minute ago'],
  ['2026-03-10T09:30:00.000Z', '2 hours ago'],
  ['2026-03-08T11:00:00.000Z', '2 days ago'],
])('%s was "%s"', (at, text) => {
  expect(formatAgo(at, NOW)).toBe(text);
});

test.each([
  ['UTC', 'Mon, Mar 2, 2026, 06:00'],
  ['Asia/Tokyo', 'Mon, Mar 2, 2026, 15:00'],
])('in %s it is %s', (timeZone, text) => {
  expect(formatInZone(new Date('2026-03-02T06:00:00.000Z'), timeZone)).toBe(text);
});
