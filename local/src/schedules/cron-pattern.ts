/** What App Engine's `every 5 minutes` means in cron; every other schedule is cron already. */
const UNITS = { minutes: 60, mins: 60, minute: 60, hours: 24, hour: 24 } as const;
const DAYS: readonly string[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * Translates a schedule of Cloud Scheduler, in cron or App Engine's words, to five-field cron.
 * https://cloud.google.com/appengine/docs/flexible/scheduling-jobs-with-cron-yaml#formatting_the_schedule
 * @throws Error for words that this translation does not know.
 */
export function cronPattern(schedule: string): string {
  const text = schedule.trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^[\d*][^a-z]*( [\d*,/a-z-]+){4}$/.test(text)) return text;
  return everyInterval(text) ?? everyDay(text) ?? unknown(schedule);
}

function everyInterval(text: string): string | null {
  const match = /^every (\d+ )?(minutes?|mins|hours?)$/.exec(text);
  if (!match) return null;
  const count = Number(match[1] ?? 1);
  const unit = match[2] as keyof typeof UNITS;
  const inHours = UNITS[unit] === UNITS.hours;
  if (count < 1 || UNITS[unit] % count !== 0) return null;
  const field = count === 1 ? '*' : `*/${count}`;
  return inHours ? `0 ${field} * * *` : `${field} * * * *`;
}

function everyDay(text: string): string | null {
  const match = /^every (day|[a-z]+day) (\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const day = match[1] ?? '';
  const weekday = DAYS.indexOf(day);
  if (day !== 'day' && weekday < 0) return null;
  return `${Number(match[3])} ${Number(match[2])} * * ${day === 'day' ? '*' : weekday}`;
}

function unknown(schedule: string): never {
  throw new Error(
    `The schedule "${schedule}" is none that the local twin knows: write it in cron, or as "every N minutes" with an N that divides 60, "every N hours" with one that divides 24, or "every day HH:MM".`,
  );
}
