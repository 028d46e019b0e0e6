import {
  type CapacitySearch,
  type CapacitySpecInput,
  capacitySpec,
  isOver,
  type LoadTest,
} from '@proving-ground/shared';
import { startCapacitySearch } from '../callables/start-capacity-search.ts';
import { stopCapacitySearch } from '../callables/stop-capacity-search.ts';
import { advanceCapacitySearch, type SearchDependencies } from '../capacity/advance-capacity-search.ts';
import type { WakeSearch } from '../capacity/capacity-queue.ts';
import { sweepCapacitySearches } from '../capacity/sweep-capacity-searches.ts';
import { beginLoadTest } from '../load-tests/begin-load-test.ts';
import { headlineOf } from '../load-tests/headline-of.ts';
import { stopLoadTest } from '../load-tests/stop-load-test.ts';
import { aDeployment, STARTED_AT } from './a-deployment.ts';
import { aLiveService, TARGET } from './a-load-test.ts';
import { CALM, type Chaos, type ChaosPoint } from './chaos.ts';
import { createMemoryCapacityStore } from './memory-capacity-store.ts';
import { createMemoryDeploymentStore } from './memory-deployment-store.ts';
import { createMemoryLoadStores } from './memory-load-stores.ts';
import { MortalWorker } from './mortal-worker.ts';
import { recordingLog } from './recording-log.ts';
import { seededRandom } from './seeded-random.ts';
import { type SimulatedService, simulateOpenLoad } from './simulated-service.ts';
import { VirtualTime } from './virtual-time.ts';

/** As `advanceCapacitySearch` is set to. */
const TASK_ATTEMPTS = 3;
const TASK_BACK_OFF_MS = 5_000;
const GATHER_MS = 2_000;
const CALLER = { uid: 'uid-1', email: 'operator@example.com', emailVerified: true, role: 'operator' } as const;

type Ending = Pick<LoadTest, 'status' | 'failure' | 'revisionAtEnd'>;
const FINISHED: Ending = { status: 'finished', failure: null, revisionAtEnd: null };

/** Capacity searches in virtual time, on load tests that a queue answers: stores, tasks, sweep, and workers that may die. */
export function createCapacityWorld({
  service = { servers: 1, meanServiceSeconds: 0.2, errorShare: 0 },
  chaos = CALM,
  endingOf = () => FINISHED,
}: {
  readonly service?: SimulatedService;
  readonly chaos?: Chaos;
  /** How the n-th load test ends. */
  readonly endingOf?: (index: number) => Ending;
} = {}) {
  const time = new VirtualTime(STARTED_AT);
  const log = recordingLog();
  const loads = createMemoryLoadStores();
  const searches = createMemoryCapacityStore(loads.targets);
  const deployments = createMemoryDeploymentStore();
  const isDeployed = deployments.create(aDeployment()).then(() => {
    for (const kind of ['agent', 'backend'] as const) deployments.putService(aLiveService(kind));
  });
  const settings = { prices: async () => ({}) };
  const begun: string[] = [];

  const wake: WakeSearch = async (task) => {
    for (const delayMs of chaos.deliveries()) deliver(task, task.inMs + delayMs, 1);
  };
  function deliver(task: Parameters<WakeSearch>[0], inMs: number, attempt: number): void {
    time.at(time.nowMs + inMs, () => {
      const worker = new MortalWorker();
      void worker.run(advanceCapacitySearch(task, dependenciesOf(worker))).then((ended) => {
        if (ended !== 'done' && attempt < TASK_ATTEMPTS) deliver(task, TASK_BACK_OFF_MS, attempt + 1);
      });
    });
  }

  /** Called for a test of which nobody knows whether it is at work: at most one load comes of it. */
  async function conduct(id: string): Promise<void> {
    if (begun.includes(id)) return;
    begun.push(id);
    const test = await loads.tests.get(id);
    if (!test) throw new Error(`There is no load test ${id}.`);
    const { durationSeconds, drainSeconds } = test.spec;
    const startsAtMs = time.nowMs + GATHER_MS;
    const endsAtMs = startsAtMs + (durationSeconds + drainSeconds / 2) * 1_000;
    const look = async () => {
      const current = await loads.tests.get(id);
      if (current?.stopRequested) return await end(id, { ...FINISHED, status: 'stopped' }, startsAtMs);
      if (time.nowMs >= endsAtMs) return await end(id, endingOf(begun.indexOf(id)), startsAtMs);
      time.at(time.nowMs + 1_000, () => void look());
    };
    time.at(startsAtMs, () => void look());
  }

  async function end(id: string, ending: Ending, startedAtMs: number): Promise<void> {
    const now = time.now();
    const test = await loads.tests.claim({ id, now, leaseUntil: new Date(time.nowMs + 60_000) });
    if (!test) return;
    const result = simulateOpenLoad(service, test.spec, seededRandom(test.spec.seed));
    const figures = { updatedAt: now.toISOString(), shards: [], resultJson: JSON.stringify(result) };
    await loads.tests.saveFigures(id, figures);
    const startAt = new Date(startedAtMs).toISOString();
    const headline = headlineOf(result, test);
    await loads.tests.save({ ...test, ...ending, startAt, headline, endedAt: now.toISOString() }, null);
    if (test.partOf?.kind === 'search') await wake({ searchId: test.partOf.searchId, epoch: null, inMs: 0 });
  }

  /** One call to the outside, which may take long, fail, or be the last thing the worker does. */
  async function goThrough<T>(worker: MortalWorker, point: ChaosPoint, act: () => Promise<T>): Promise<T> {
    const { fate, beforeMs, afterMs } = chaos.turn(point);
    await time.sleep(beforeMs);
    if (fate === 'dieBefore') return await worker.die();
    if (fate === 'unavailable') throw new Error('Firestore is unavailable.');
    const result = await act();
    await time.sleep(afterMs);
    if (fate === 'dieAfter') return await worker.die();
    if (fate === 'answerLost') throw new Error('The answer of Firestore got lost.');
    return result;
  }

  const { tests } = loads;
  const queue = { conduct };
  function dependenciesOf(worker: MortalWorker): SearchDependencies {
    return {
      searches: {
        ...searches,
        claim: (request) => goThrough(worker, 'claim', () => searches.claim(request)),
        save: (save) => goThrough(worker, 'save', () => searches.save(save)),
      },
      tests: { get: (id) => goThrough(worker, 'observe', () => tests.get(id)), figures: (id) => tests.figures(id) },
      begin: (wanted) =>
        goThrough(worker, 'perform', () =>
          beginLoadTest(wanted, { tests, deployments, settings, queue, now: time.now, log }),
        ),
      stopTest: (loadTestId) => goThrough(worker, 'perform', () => stopLoadTest(loadTestId, { tests, queue })),
      wake,
      now: time.now,
      log,
    };
  }

  function sweepEveryMinute(): void {
    time.at(time.nowMs + 60_000, () => {
      void sweepCapacitySearches({ searches, wake, now: time.now(), log });
      sweepEveryMinute();
    });
  }
  sweepEveryMinute();

  return {
    time,
    loads,
    searches,
    deployments,
    begun,
    start: async (spec: CapacitySpecInput = {}, idempotencyKey = 'key-12345') => {
      await isDeployed;
      const request = { idempotencyKey, target: TARGET, spec: capacitySpec.parse(spec) };
      return await startCapacitySearch({
        request,
        caller: CALLER,
        searches,
        deployments,
        settings,
        wake,
        now: time.now(),
        log,
      });
    },
    stop: (searchId: string) => stopCapacitySearch({ request: { searchId }, searches, wake }),
    /** The load tests of a search, in the order in which they began. */
    testsOf: async (searchId: string): Promise<readonly LoadTest[]> => {
      const all = await Promise.all(begun.map((id) => tests.get(id)));
      return all.flatMap((test) => (test?.partOf?.kind === 'search' && test.partOf.searchId === searchId ? test : []));
    },
    /** Lets time pass until the search has ended, at most for `limitMs`. */
    untilEnded: async (searchId: string, limitMs = 24 * 3_600_000): Promise<CapacitySearch> => {
      const last = () => searches.versions(searchId).at(-1);
      await time.passUntil(time.nowMs + limitMs, () => last()?.status !== 'running');
      const ended = last();
      if (!ended) throw new Error(`There is no search ${searchId}.`);
      return ended;
    },
    areTestsOver: async () =>
      (await Promise.all(begun.map((id) => tests.get(id)))).every((test) => test && isOver(test.status)),
  };
}
