import type { HealthDay, TimelineEntry } from '@proving-ground/shared';
import type { HealthStore } from '../store/health-store.ts';

/** The newest record of each agent, and what went into the history, without Firestore. */
export function createMemoryHealthStore(): HealthStore & {
  readonly days: readonly HealthDay[];
  readonly entries: readonly TimelineEntry[];
} {
  const days: HealthDay[] = [];
  const entries: TimelineEntry[] = [];
  return {
    days,
    entries,
    latest: async (region, name) => days.findLast((day) => day.region === region && day.name === name) ?? null,
    save: async (day, entry) => {
      days.push(day);
      if (entry) entries.push(entry);
    },
    forgetOld: async () => undefined,
  };
}
