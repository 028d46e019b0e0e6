import { Cron } from 'croner';
import { expect, test } from 'vitest';
import { cronPattern } from './cron-pattern.ts';

test.each([
  ['every 1 minutes', '* * * * *'],
  ['every minute', '* * * * *'],
  ['every 5 minutes', '*/5 * * * *'],
  ['Every  15 mins', '*/15 * * * *'],
  ['every 1 hours', '0 * * * *'],
  ['every 6 hours', '0 */6 * * *'],
  ['every day 09:30', '30 9 * * *'],
  ['every monday 00:00', '0 0 * * 1'],
  ['*/10 8-18 * * mon-fri', '*/10 8-18 * * mon-fri'],
  ['0 3 * * 0', '0 3 * * 0'],
])('"%s" is %s', (schedule, pattern) => {
  expect(cronPattern(schedule)).toBe(pattern);
  expect(new Cron(pattern, { timezone: 'UTC' }).nextRun()).toBeInstanceOf(Date);
});

test.each(['every 7 minutes', 'every 0 minutes', 'every blue moon', 'every 5 hours', '', 'every someday 10:00'])(
  '"%s" is refused rather than guessed',
  (schedule) => {
    expect(() => cronPattern(schedule)).toThrow(/is none that the local twin knows/);
  },
);
