import {
  COLLECTIONS,
  type HealthDay,
  healthDay,
  healthDayPath,
  type TimelineEntry,
  timelinePath,
} from '@proving-ground/shared';
import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { parseDocument } from './parse-document.ts';

const DAY_MS = 86_400_000;
/** The console shows a week; a month is kept. */
const KEPT_DAYS = 31;
const MAX_FORGOTTEN = 50;

/** How live agents have been, day by day. */
export interface HealthStore {
  /** The record of today, or of the day before. */
  latest(region: string, name: string, now: Date): Promise<HealthDay | null>;
  /** The day and, when the agent went down or came back, that in the history: in one step. */
  save(day: HealthDay, entry: TimelineEntry | null): Promise<void>;
  /** Deletes the days that nobody looks at any more. */
  forgetOld(region: string, name: string, now: Date): Promise<void>;
}

export function createHealthStore(db: Firestore): HealthStore {
  const reference = (region: string, name: string, day: string) => db.doc(healthDayPath(region, name, day));
  return {
    latest: async (region, name, now) => {
      const days = [now, new Date(now.getTime() - DAY_MS)].map((date) => reference(region, name, dayOf(date)));
      for (const snapshot of await db.getAll(...days)) {
        const found = parseDocument(healthDay, snapshot);
        if (found) return found;
      }
      return null;
    },
    save: async (day, entry) => {
      const batch = db.batch().set(reference(day.region, day.name, day.day), day);
      if (entry) batch.set(db.doc(timelinePath(entry.id)), entry);
      await batch.commit();
    },
    forgetOld: async (region, name, now) => {
      const id = FieldPath.documentId();
      const old = await db
        .collection(COLLECTIONS.health)
        .where(id, '>=', `${region}~${name}~`)
        .where(id, '<', `${region}~${name}~${dayOf(new Date(now.getTime() - KEPT_DAYS * DAY_MS))}`)
        .limit(MAX_FORGOTTEN)
        .get();
      const batch = db.batch();
      for (const { ref } of old.docs) batch.delete(ref);
      await batch.commit();
    },
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
