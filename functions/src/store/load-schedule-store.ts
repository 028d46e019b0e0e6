import {
  COLLECTIONS,
  type LoadSchedule,
  loadSchedulePath,
  loadSchedule as loadScheduleSchema,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { scheduleNotFound } from '../load-tests/refusals.ts';
import { parseDocument } from './parse-document.ts';

export interface LoadScheduleStore {
  /** @throws Failure not-found when it is not new and not there */
  save(
    schedule: Pick<LoadSchedule, 'id' | 'plan' | 'savedBy' | 'nextRunAt'> & {
      readonly isNew: boolean;
      readonly now: Date;
    },
  ): Promise<LoadSchedule>;
  delete(id: string): Promise<void>;
  /** Ids of enabled schedules whose next run is due, longest overdue first. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  get(id: string): Promise<LoadSchedule | null>;
  /** Takes down what came of a run, unless the schedule was saved or deleted meanwhile. */
  recordRun(
    id: string,
    run: { readonly lastRun: NonNullable<LoadSchedule['lastRun']>; readonly nextRunAt: string | null },
  ): Promise<void>;
}

export function createLoadScheduleStore(db: Firestore): LoadScheduleStore {
  const reference = (id: string) => db.doc(loadSchedulePath(id));
  return {
    get: async (id) => parseDocument(loadScheduleSchema, await reference(id).get()),
    delete: async (id) => void (await reference(id).delete()),

    save: ({ id, isNew, plan, savedBy, nextRunAt, now }) =>
      db.runTransaction(async (transaction) => {
        const existing = parseDocument(loadScheduleSchema, await transaction.get(reference(id)));
        if (!existing && !isNew) throw scheduleNotFound(id);
        const at = now.toISOString();
        const { createdAt, lastRun } = existing ?? { createdAt: at, lastRun: null };
        const saved: LoadSchedule = { id, plan, savedBy, createdAt, updatedAt: at, nextRunAt, lastRun };
        transaction.set(reference(id), saved);
        return saved;
      }),

    due: async (now, limit) => {
      const found = await db
        .collection(COLLECTIONS.loadSchedules)
        .where('nextRunAt', '<=', now.toISOString())
        .orderBy('nextRunAt')
        .limit(limit)
        .get();
      return found.docs.map(({ id }) => id);
    },

    recordRun: (id, { lastRun, nextRunAt }) =>
      db.runTransaction(async (transaction) => {
        const current = parseDocument(loadScheduleSchema, await transaction.get(reference(id)));
        if (current?.nextRunAt !== lastRun.at) return;
        transaction.update(reference(id), { lastRun, nextRunAt });
      }),
  };
}
