import {
  HEALTH_STALE_MINUTES,
  type HealthChange,
  type HealthDay,
  type HealthState,
  MAX_HEALTH_CHANGES,
} from '@proving-ground/shared';
import type { HealthAnswer } from './ask-health.ts';

/** One failed look may be an accident; two in a row are not. */
const FAILURES_TO_BE_DOWN = 2;

/** What a look found: an answer, or an agent that was left asleep. */
export type Look = HealthAnswer | { readonly kind: 'resting' };

/** The record of the day after one more look; a new day begins with the state of the last one. Pure. */
export function recordCheck(input: {
  readonly place: Pick<HealthDay, 'region' | 'name'>;
  readonly last: HealthDay | null;
  readonly look: Look;
  /** Title of an alert on the pair that is open. */
  readonly openIncident: string | null;
  readonly now: Date;
}): HealthDay {
  const { place, last, look, now } = input;
  const at = now.toISOString();
  const day = at.slice(0, 10);
  const failures = look.kind === 'unwell' ? (last?.failures ?? 0) + 1 : 0;
  const change = { at, ...judge(input, failures) };
  const changes = withChange(changesSoFar(last, day, now), change);
  const askedAt = look.kind === 'resting' ? (last?.askedAt ?? null) : at;
  return { ...place, day, changes, checkedAt: at, askedAt, failures };
}

function judge(
  { last, look, openIncident }: Parameters<typeof recordCheck>[0],
  failures: number,
): { readonly state: HealthState; readonly detail: string } {
  switch (look.kind) {
    case 'unwell': {
      if (failures >= FAILURES_TO_BE_DOWN) return { state: 'down', detail: look.detail };
      const before = last?.changes.at(-1);
      return before ? { state: before.state, detail: before.detail } : { state: 'unknown', detail: look.detail };
    }
    case 'unasked':
      return { state: 'unknown', detail: look.detail.slice(0, 300) };
    case 'busy':
      return { state: 'degraded', detail: look.detail };
    case 'well':
      return openIncident === null
        ? { state: 'up', detail: 'It answers.' }
        : { state: 'degraded', detail: `It answers, but there is an alert: ${openIncident}`.slice(0, 300) };
    case 'resting':
      return { state: 'asleep', detail: 'No instance, as nobody asks. A request wakes it.' };
  }
}

/** What the day holds already, or begins with. Where nobody looked for too long, that is said. */
function changesSoFar(last: HealthDay | null, day: string, now: Date): readonly HealthChange[] {
  const before = last?.changes.at(-1);
  if (!last || !before) return [];
  const isStale = now.getTime() - Date.parse(last.checkedAt) > HEALTH_STALE_MINUTES * 60_000;
  const unseen = (at: string): HealthChange => ({ at, state: 'unknown', detail: 'Nobody looked.' });
  if (last.day !== day) return [isStale ? unseen(`${day}T00:00:00.000Z`) : { ...before, at: `${day}T00:00:00.000Z` }];
  return isStale ? withChange(last.changes, unseen(last.checkedAt)) : last.changes;
}

function withChange(changes: readonly HealthChange[], change: HealthChange): HealthChange[] {
  const before = changes.at(-1);
  if (before?.state === change.state) return [...changes];
  return [...changes.slice(0, MAX_HEALTH_CHANGES - 1), change];
}
