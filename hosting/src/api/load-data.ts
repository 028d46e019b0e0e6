import {
  COLLECTIONS,
  type LoadFigures,
  type LoadObservation,
  type LoadSchedule,
  type LoadTargetRecord,
  type LoadTest,
  type LoadTestStatus,
  loadFigures,
  loadFiguresPath,
  loadObservation,
  loadObservationsPath,
  loadSchedule,
  loadTargetRecord,
  loadTest,
  loadTestId,
  loadTestPath,
} from '@proving-ground/shared';
import { collection, type Firestore, orderBy, query, where } from 'firebase/firestore';
import type { HistoryRecord } from './combine-history.ts';
import { liveCollection } from './live-collection.ts';
import { liveDocument } from './live-document.ts';
import { liveMissing } from './live-missing.ts';
import type { Live, LiveList } from './live-state.ts';
import { newestFirst } from './newest-first.ts';
import { olderPage } from './older-page.ts';

export interface LoadTestsQuery {
  /** Null: whatever their status. */
  readonly status: LoadTestStatus | null;
  /** Name of the agent's service; null: whatever they tested. */
  readonly agentServiceName: string | null;
  readonly count: number;
}

/** What the console reads of load tests; it writes through callables only. */
export interface LoadData {
  loadTest(id: string): Live<LoadTest>;
  /** The figures of all shards added up; missing until the first of them has come. */
  figures(loadTestId: string): Live<LoadFigures>;
  /** What Cloud Monitoring saw of each service; empty until the first look. */
  observations(loadTestId: string): Live<LiveList<LoadObservation>>;
  newestLoadTests(query: LoadTestsQuery): Live<LiveList<LoadTest>>;
  /** One more page, after the given test. @throws Failure */
  olderLoadTests(query: LoadTestsQuery, after: Pick<LoadTest, 'id' | 'createdAt'>): Promise<LiveList<LoadTest>>;
  /** Baselines and running tests, by service. */
  targets(): Live<LiveList<LoadTargetRecord>>;
  schedules(): Live<LiveList<LoadSchedule>>;
}

export function createLoadData(firestore: Firestore): LoadData {
  const tests = ({ status, agentServiceName, count }: LoadTestsQuery, after?: HistoryRecord) =>
    newestFirst(collection(firestore, COLLECTIONS.loadTests), {
      narrowedBy: [
        ...(status ? [where('status', '==', status)] : []),
        ...(agentServiceName ? [where('target.agent.name', '==', agentServiceName)] : []),
      ],
      count,
      after,
    });
  const known = <T>(id: string, open: () => Live<T>): Live<T> =>
    // An address that somebody typed: it names no document, and might not even be a path.
    loadTestId.safeParse(id).success ? open() : liveMissing();
  return {
    loadTest: (id) => known(id, () => liveDocument({ firestore, path: loadTestPath(id), schema: loadTest })),
    figures: (id) => known(id, () => liveDocument({ firestore, path: loadFiguresPath(id), schema: loadFigures })),
    observations: (id) =>
      known(id, () =>
        liveCollection({
          query: query(collection(firestore, loadObservationsPath(id))),
          schema: loadObservation,
          what: 'metrics',
        }),
      ),
    newestLoadTests: (wanted) => liveCollection({ query: tests(wanted), schema: loadTest, what: 'load tests' }),
    olderLoadTests: (wanted, after) => olderPage({ query: tests(wanted, after), schema: loadTest, what: 'load tests' }),
    targets: () =>
      liveCollection({
        query: query(collection(firestore, COLLECTIONS.loadTargets)),
        schema: loadTargetRecord,
        what: 'baselines',
      }),
    schedules: () =>
      liveCollection({
        query: query(collection(firestore, COLLECTIONS.loadSchedules), orderBy('createdAt', 'desc')),
        schema: loadSchedule,
        what: 'schedules',
      }),
  };
}
