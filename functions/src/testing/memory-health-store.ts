import type { HealthDay } from '@proving-ground/shared';
import type { HealthStore } from '../store/health-store.ts';

/** The newest record of each agent, without Firestore. */
export function createMemoryHealthStore(): HealthStore & { readonly days: readonly HealthDay[] } {
  const days: HealthDay[] = [];
  return {
    days,
    latest: async (region, name) => days.findLast((day) => day.region === region && day.name === name) ?? null,
    save: async (day) => void days.push(day),
    forgetOld: async () => undefined,
  };
}
