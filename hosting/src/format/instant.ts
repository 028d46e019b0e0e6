/** An instant with its date, in the reader's own time zone and language. */
export function formatInstant(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** An instant as the clocks of a time zone show it, with the day of the week: "Mon, Mar 2, 2026, 06:00". */
export function formatInZone(at: Date, timeZone: string): string {
  return at.toLocaleString('en', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

export function formatTimeOfDay(at: string): string {
  return new Date(at).toLocaleTimeString(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
}

/** The day of an instant, in the reader's own time zone: "Sunday, 1 March 2026". */
export function formatDay(at: string): string {
  return new Date(at).toLocaleDateString('en-GB', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}

const STEPS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** "3 hours ago"; under a minute "just now", so that it need not tick. */
export function formatAgo(at: string, nowMs: number): string {
  const seconds = Math.round((nowMs - Date.parse(at)) / 1_000);
  const step = STEPS.find((candidate) => seconds >= candidate.seconds);
  if (!step) return 'just now';
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(
    -Math.floor(seconds / step.seconds),
    step.unit,
  );
}
