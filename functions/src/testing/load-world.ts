import { isOver, type LoadTest, type LoadTestPart, resultOf } from '@proving-ground/shared';
import { conductLoadTest } from '../load-tests/conduct-load-test.ts';
import { fanOutLoadTests } from '../load-tests/fan-out-load-tests.ts';
import type { LoadQueue } from '../load-tests/load-queue.ts';
import { unpackLoadState } from '../load-tests/pack-load-state.ts';
import { runLoadShard } from '../load-tests/run-load-shard.ts';
import { stopLoadTest } from '../load-tests/stop-load-test.ts';
import { STARTED_AT } from './a-deployment.ts';
import { aLoadTest } from './a-load-test.ts';
import { CALM, type Chaos, type ChaosPoint } from './chaos.ts';
import { createMemoryLoadStores } from './memory-load-stores.ts';
import { MortalWorker } from './mortal-worker.ts';
import { recordingLog } from './recording-log.ts';
import { scriptedRun } from './scripted-run.ts';
import { VirtualTime } from './virtual-time.ts';

const TASK_ATTEMPTS = 3;
/** As `conductLoadTest` and `runLoadShard` are set to. */
const BACK_OFF_MS = { conduct: 25_000, shard: 5_000 } as const;

/** Longer than the conductor's pause: it sees shards that are taken up and not yet ready. */
const TOKEN_MS = 800;

export interface LoadWorldSettings {
  readonly chaos?: Chaos;
  /** What asking for a token comes to, for each shard in turn. */
  readonly authorize?: () => Promise<string>;
  /** Deliveries of the tasks of these shards are lost. */
  readonly deafShards?: readonly number[];
  /** So many calls of a shard cannot be queued at first. */
  readonly refusedCalls?: number;
}

interface ShardProcess {
  readonly worker: MortalWorker;
  isDead: boolean;
}

/** Load tests in virtual time: stores, both task queues, the fan-out of each minute, and workers that may die. */
export function createLoadWorld({
  chaos = CALM,
  authorize = async () => 'Bearer token',
  deafShards = [],
  refusedCalls = 0,
}: LoadWorldSettings = {}) {
  const time = new VirtualTime(STARTED_AT);
  const stores = createMemoryLoadStores();
  const log = recordingLog();
  const seen = { shardTasks: 0, refusedCalls: 0, lateStarts: 0, wokenParents: [] as LoadTestPart[] };
  const processes = new Map<number, ShardProcess[]>();
  const queue: LoadQueue = {
    conduct: async (id) => deliver('conduct', (worker) => conduct(id, worker)),
    runShard: async (id, index) => {
      if (seen.refusedCalls < refusedCalls) {
        seen.refusedCalls += 1;
        return false;
      }
      seen.shardTasks += 1;
      if (!deafShards.includes(index)) deliver('shard', (worker) => shard(id, index, worker));
      return true;
    },
  };

  function deliver(kind: keyof typeof BACK_OFF_MS, work: (worker: MortalWorker) => Promise<void>): void {
    const attempt = async (count: number) => {
      const worker = new MortalWorker();
      if ((await worker.run(work(worker))) !== 'done' && count < TASK_ATTEMPTS) {
        time.at(time.nowMs + BACK_OFF_MS[kind], () => void attempt(count + 1));
      }
    };
    for (const delayMs of chaos.deliveries()) time.at(time.nowMs + delayMs, () => void attempt(1));
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

  function conduct(id: string, worker: MortalWorker): Promise<void> {
    const { tests, shards } = stores;
    return conductLoadTest(id, {
      tests: {
        get: (loadTestId) => tests.get(loadTestId),
        claim: (request) => goThrough(worker, 'claim', () => tests.claim(request)),
        save: (...save) => goThrough(worker, 'save', () => tests.save(...save)),
        saveFigures: (...save) => goThrough(worker, 'perform', () => tests.saveFigures(...save)),
      },
      shards: { list: (loadTestId) => goThrough(worker, 'observe', () => shards.list(loadTestId)) },
      queue,
      liveRevision: async ({ target }) => target.agent.revision,
      wakeParent: async (part) => void seen.wokenParents.push(part),
      sleep: (ms) => time.sleep(ms),
      now: time.now,
      log,
    });
  }

  function shard(id: string, index: number, worker: MortalWorker): Promise<void> {
    const { tests, shards } = stores;
    const process: ShardProcess = { worker, isDead: false };
    processes.set(index, [...(processes.get(index) ?? []), process]);
    /** The dead write nothing and read nothing. */
    const alive = <T>(act: () => Promise<T>) => (process.isDead ? new Promise<T>(() => undefined) : act());
    return runLoadShard(
      { loadTestId: id, index },
      {
        tests: { get: (loadTestId) => alive(() => tests.get(loadTestId)) },
        shards: {
          claim: (request) => alive(() => shards.claim(request)),
          save: (...save) => alive(() => shards.save(...save)),
        },
        authorize: async () => {
          await time.sleep(TOKEN_MS);
          return await authorize();
        },
        createRun: (options) => {
          if (time.nowMs > options.plan.startAtMs) seen.lateStarts += 1;
          return scriptedRun(time, options);
        },
        sleep: (ms) => time.sleep(ms),
        now: time.now,
        log,
      },
    );
  }

  function fanOutEveryMinute(): void {
    time.at(time.nowMs + 60_000, () => {
      const schedules = { due: async () => [], get: async () => null, recordRun: async () => undefined };
      const deployments = { get: async () => null, service: async () => null };
      const settings = { prices: async () => ({}) };
      void fanOutLoadTests({ tests: stores.tests, schedules, deployments, settings, queue, now: time.now, log });
      fanOutEveryMinute();
    });
  }
  fanOutEveryMinute();

  return {
    time,
    stores,
    log,
    queue,
    seen,
    /** Begins a test whose duration is 30 s unless told otherwise. */
    start: async (wishes: Parameters<typeof aLoadTest>[0] = {}): Promise<LoadTest> => {
      const planned = aLoadTest({ spec: { durationSeconds: 30 }, ...wishes });
      await stores.tests.create(planned);
      await queue.conduct(planned.id);
      return planned;
    },
    stop: (loadTestId: string) => stopLoadTest(loadTestId, { tests: stores.tests, queue }),
    /** Ends a shard's process in the middle of whatever it does. */
    kill: (index: number) => {
      for (const process of processes.get(index) ?? []) {
        process.isDead = true;
        void process.worker.die();
      }
    },
    /** Requests that a shard has flushed, by its own document. */
    flushed: async (id: string): Promise<readonly number[]> =>
      (await stores.shards.list(id)).map(({ packedState }) =>
        packedState ? (unpackLoadState(packedState).shards[0]?.requests ?? 0) : 0,
      ),
    result: (id: string) => {
      const figures = stores.figures(id);
      return figures && resultOf(figures);
    },
    /** Lets time pass until the test has ended, at most for `limitMs`. */
    untilEnded: async (id: string, limitMs = 600_000): Promise<LoadTest> => {
      const last = () => stores.versions(id).at(-1);
      await time.passUntil(time.nowMs + limitMs, () => isOver(last()?.status ?? 'starting'));
      const ended = last();
      if (!ended) throw new Error(`There is no load test ${id}.`);
      return ended;
    },
  };
}
