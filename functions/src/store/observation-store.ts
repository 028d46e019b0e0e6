import {
  COLLECTIONS,
  type LoadObservation,
  type LoadTest,
  loadObservation,
  loadObservationPath,
  loadTest as loadTestSchema,
  type ObservedKind,
} from '@proving-ground/shared';
import type { DocumentReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';

const MOST_TESTS = 50;
const KINDS: readonly ObservedKind[] = ['agent', 'backend'];

/** What Cloud Monitoring saw of the services of load tests. */
export interface ObservationStore {
  /** Tests that run, or ended after the instant, and of which more may still be seen; with what was seen so far. */
  unsettled(
    endedAfter: Date,
  ): Promise<readonly { readonly test: LoadTest; readonly seen: readonly LoadObservation[] }[]>;
  /** Over what was seen before, but neither over a later look nor over what is settled. */
  save(loadTestId: string, observations: readonly LoadObservation[]): Promise<void>;
}

export function createObservationStore(db: Firestore): ObservationStore {
  const seenOf = async ({ id }: LoadTest): Promise<readonly LoadObservation[]> => {
    const references = KINDS.map((kind) => db.doc(loadObservationPath(id, kind)));
    const snapshots = await db.getAll(...(references as [DocumentReference, ...DocumentReference[]]));
    return snapshots.flatMap(readable);
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
      const all = await Promise.all(found.map(async (test) => ({ test, seen: await seenOf(test) })));
      return all.filter(({ seen }) => seen.length === 0 || seen.some(({ status }) => status === 'waiting'));
    },
    save: (loadTestId, observations) =>
      db.runTransaction(async (transaction) => {
        const looks = await Promise.all(
          observations.map(async (observation) => {
            const reference = db.doc(loadObservationPath(loadTestId, observation.kind));
            return { observation, reference, before: readable(await transaction.get(reference))[0] };
          }),
        );
        for (const { observation, reference, before } of looks) {
          if (before && (before.status !== 'waiting' || before.lookedAt > observation.lookedAt)) continue;
          transaction.set(reference, observation);
        }
      }),
  };
}

/** What another version wrote is as good as not seen: the next look writes it anew. */
function readable(snapshot: DocumentSnapshot): readonly LoadObservation[] {
  const parsed = loadObservation.safeParse(snapshot.data());
  return parsed.success ? [parsed.data] : [];
}
