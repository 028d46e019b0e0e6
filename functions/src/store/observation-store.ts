import {
  COLLECTIONS,
  type LoadObservation,
  type LoadTest,
  loadObservation,
  loadObservationPath,
  loadTest as loadTestSchema,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';

const MOST_TESTS = 20;

/** What Cloud Monitoring saw of the services of load tests. */
export interface ObservationStore {
  /** Tests that run, or ended after the instant, and of which more may still be seen. */
  unsettled(endedAfter: Date): Promise<readonly LoadTest[]>;
  /** Over what was seen before, all services at once. */
  save(loadTestId: string, observations: readonly LoadObservation[]): Promise<void>;
}

export function createObservationStore(db: Firestore): ObservationStore {
  const isSettled = async ({ id }: LoadTest): Promise<boolean> => {
    const seen = loadObservation.safeParse((await db.doc(loadObservationPath(id, 'agent')).get()).data());
    return seen.success && seen.data.settledAt !== null;
  };
  return {
    unsettled: async (endedAfter) => {
      const tests = db.collection(COLLECTIONS.loadTests);
      const [running, ended] = await Promise.all([
        tests.where('status', '==', 'running').limit(MOST_TESTS).get(),
        tests.where('endedAt', '>', endedAfter.toISOString()).orderBy('endedAt', 'desc').limit(MOST_TESTS).get(),
      ]);
      // One record of another version must not keep the others from being looked at.
      const found = [...running.docs, ...ended.docs].flatMap((document) => {
        const parsed = loadTestSchema.safeParse(document.data());
        return parsed.success && parsed.data.startAt !== null ? [parsed.data] : [];
      });
      const settled = await Promise.all(found.map(isSettled));
      return found.filter((_test, index) => !settled[index]);
    },
    save: async (loadTestId, observations) => {
      const batch = db.batch();
      for (const observation of observations) {
        batch.set(db.doc(loadObservationPath(loadTestId, observation.kind)), observation);
      }
      await batch.commit();
    },
  };
}
