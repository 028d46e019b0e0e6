import type { LoadSchedule } from '@proving-ground/shared';
import { scheduleNotFound } from '../load-tests/refusals.ts';
import type { LoadScheduleStore } from '../store/load-schedule-store.ts';

export interface MemoryScheduleStore extends LoadScheduleStore {
  /** The next run is not written down: its function died just before. */
  loseNextRun(): void;
  /** Something unreadable is due before all others. */
  breakFirst(id: string): void;
}

/** The schedules without Firestore; the same suite of tests binds both. */
export function createMemoryScheduleStore(): MemoryScheduleStore {
  const schedules = new Map<string, LoadSchedule>();
  const broken: string[] = [];
  let lost = 0;
  return {
    loseNextRun: () => {
      lost += 1;
    },
    breakFirst: (id) => void broken.push(id),
    get: async (id) => {
      if (broken.includes(id)) throw new Error(`loadSchedules/${id} does not fit its schema.`);
      return schedules.get(id) ?? null;
    },
    delete: async (id) => void schedules.delete(id),
    save: async ({ id, isNew, plan, savedBy, nextRunAt, now }) => {
      const existing = schedules.get(id);
      if (!existing && !isNew) throw scheduleNotFound(id);
      const at = now.toISOString();
      const { createdAt, lastRun } = existing ?? { createdAt: at, lastRun: null };
      const saved = { id, plan, savedBy, createdAt, updatedAt: at, nextRunAt, lastRun };
      schedules.set(id, saved);
      return saved;
    },
    due: async (now, limit) => {
      const due = [...schedules.values()]
        .filter(({ nextRunAt }) => nextRunAt !== null && nextRunAt <= now.toISOString())
        .sort((one, other) => ((one.nextRunAt ?? '') < (other.nextRunAt ?? '') ? -1 : 1));
      return [...broken, ...due.map(({ id }) => id)].slice(0, limit);
    },
    recordRun: async (id, run) => {
      if (lost > 0) {
        lost -= 1;
        throw new Error('The function died.');
      }
      const current = schedules.get(id);
      if (current?.nextRunAt === run.lastRun.at) schedules.set(id, { ...current, ...run });
    },
  };
}
