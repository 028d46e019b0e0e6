import { assertNever, type HealthDay, type HealthState } from '@proving-ground/shared';

const MINUTE_MS = 60_000;
/** The schedule ticks every minute, a little early or late. */
const EARLY_MS = 10_000;
/** A new release is watched closely. */
const CLOSE_WATCH_MINUTES = 15;
const WAKE_EVERY_MINUTES = 60;

/** `rest`: it has no instance, and is left asleep. */
export type CheckPlan = 'skip' | 'ask' | 'rest';

/**
 * Whether an agent is looked at now. An agent that is well is asked every 15 minutes: often enough to notice, seldom
 * enough to let it fall asleep and not to water down its own error rate. One that sleeps is woken once an hour, to see
 * that it still can. Trouble and new releases are looked at more often. Pure.
 */
export function planCheck(input: {
  readonly last: HealthDay | null;
  /** As many as it had lately; null when nobody knows. */
  readonly instanceCount: number | null;
  readonly hasOpenIncident: boolean;
  readonly liveSince: Date;
  readonly now: Date;
}): CheckPlan {
  const { last, instanceCount, hasOpenIncident, liveSince, now } = input;
  const minutesSince = (instant: string | Date) => (now.getTime() + EARLY_MS - new Date(instant).getTime()) / MINUTE_MS;
  const state = last?.changes.at(-1)?.state;
  if (!last || !state || last.askedAt === null) return 'ask';
  if (last.failures > 0 || minutesSince(liveSince) < CLOSE_WATCH_MINUTES) return 'ask';
  const isNews = hasOpenIncident ? state === 'up' || state === 'asleep' : state === 'degraded';
  if (!isNews && minutesSince(last.checkedAt) < pauseMinutes(state)) {
    // Somebody has woken it: that it answers is worth knowing at once.
    return state === 'asleep' && instanceCount !== null && instanceCount > 0 ? 'ask' : 'skip';
  }
  const mayRest = instanceCount === 0 && !hasOpenIncident && (state === 'up' || state === 'asleep');
  return mayRest && minutesSince(last.askedAt) < WAKE_EVERY_MINUTES ? 'rest' : 'ask';
}

function pauseMinutes(state: HealthState): number {
  switch (state) {
    case 'up':
    case 'asleep':
      return 15;
    case 'degraded':
      return 5;
    case 'down':
    case 'unknown':
      return 1;
    default:
      return assertNever(state);
  }
}
