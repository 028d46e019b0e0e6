import { Cron } from 'croner';
import { z } from 'zod';

/** A schedule that runs more often leaves the service no time between two tests, and its owner a bill. */
export const MIN_SCHEDULE_GAP_MINUTES = 15;
const CHECKED_RUNS = 50;
/** The library also takes dates and nicknames, which repeat never or cannot be edited as fields. */
const FIVE_FIELDS = /^\S+( \S+){4}$/;
const MS_PER_MINUTE = 60_000;

export const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'That is no time zone: write one as "Europe/Berlin" or "UTC".');

/** The next instants of a cron expression, at most that many. @throws Error when it is none */
export function nextRuns(
  when: { readonly cron: string; readonly timeZone: string },
  after: Date,
  count: number,
): Date[] {
  return new Cron(when.cron, { timezone: when.timeZone, mode: '5-part', paused: true }).nextRuns(count, after);
}

/** Why this is no schedule, or null when it is one. */
export function cronProblem(when: { readonly cron: string; readonly timeZone: string }, now: Date): string | null {
  let runs: Date[];
  if (!FIVE_FIELDS.test(when.cron)) return NOT_CRON;
  try {
    runs = nextRuns(when, now, CHECKED_RUNS);
  } catch {
    return NOT_CRON;
  }
  if (runs.length === 0) return 'No day ever matches this.';
  const isTooOften = runs.some((run, index) => {
    const next = runs[index + 1];
    return next !== undefined && next.getTime() - run.getTime() < MIN_SCHEDULE_GAP_MINUTES * MS_PER_MINUTE;
  });
  return isTooOften ? `At most every ${MIN_SCHEDULE_GAP_MINUTES} minutes.` : null;
}

const NOT_CRON =
  'That is no cron expression: write minute, hour, day of month, month and day of week, as in "0 6 * * 1-5".';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
