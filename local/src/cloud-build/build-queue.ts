import { createSerializer } from '../disk/serializer.ts';
import type { Operations } from '../grpc/operations.ts';
import { type Build, type BuildStatus, durationMs, isTerminal } from './build.ts';
import { openBuildLog } from './build-log.ts';
import { type PackedOperation, putOperation } from './build-operation.ts';
import { BuildStopped } from './build-stopped.ts';
import type { BuildStore } from './build-store.ts';
import { type BuildMachine, runBuild } from './run-build.ts';

export interface BuildEvent {
  readonly topic: 'cloud-builds';
  /** The build as the REST API spells it. */
  readonly data: Build;
  readonly attributes: { readonly buildId: string; readonly status: BuildStatus };
}

export interface BuildQueue {
  /** Stores the build, makes its operation, and starts it when its turn comes. @throws Error of the disk */
  add(build: Build): Promise<PackedOperation>;
  /** Resolves when the build has ended; a build that has ended already stays as it is. */
  cancel(buildId: string): Promise<void>;
  /** Ends what runs, without a word to anybody: the twin is going down. */
  stop(): Promise<void>;
}

export interface QueueOptions {
  readonly machine: BuildMachine;
  readonly store: BuildStore;
  readonly operations: Operations;
  readonly publish: (event: BuildEvent) => Promise<void>;
  readonly report: (problem: string) => void;
}

/** The cloud's own limit is a quota; this machine's is its cores. */
const MAX_RUNNING = 2;

export function createBuildQueue(options: QueueOptions): BuildQueue {
  const { machine, store, operations } = options;
  const waiting: string[] = [];
  const running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  const announcements = new Map<string, ReturnType<typeof createSerializer>>();
  let stopping = false;

  /** Readers see the new state even when the disk does not take it. */
  async function advance(build: Build): Promise<void> {
    try {
      await store.put(build);
    } catch (error) {
      options.report(`Build ${build.id} cannot be stored: ${String(error)}`);
    }
    putOperation(operations, build);
    announce(build);
  }
  /** In order for each build, and nobody waits for it: a subscriber that hangs holds no build up. */
  function announce(build: Build): void {
    const inOrder = announcements.get(build.id) ?? createSerializer();
    announcements.set(build.id, inOrder);
    if (isTerminal(build.status)) announcements.delete(build.id);
    const event: BuildEvent = {
      topic: 'cloud-builds',
      data: build,
      attributes: { buildId: build.id, status: build.status },
    };
    inOrder(() => options.publish(event)).catch((error: unknown) =>
      options.report(`The message that build ${build.id} is ${build.status} was not taken: ${String(error)}`),
    );
  }

  function startNext(): void {
    while (!stopping && running.size < MAX_RUNNING) {
      const id = waiting.shift();
      if (id === undefined) return;
      const build = store.get(id);
      if (build?.status !== 'QUEUED') continue;
      const abort = new AbortController();
      const ended = run(build, abort)
        .catch((error: unknown) => options.report(`Build ${id}: ${String(error)}`))
        .finally(() => {
          running.delete(id);
          startNext();
        });
      running.set(id, { abort, ended });
    }
  }

  async function run(queued: Build, abort: AbortController): Promise<void> {
    const { now, storage } = machine;
    const age = now().getTime() - Date.parse(queued.createTime);
    if (age > durationMs(queued.queueTtl)) {
      return await advance({
        ...queued,
        status: 'EXPIRED',
        statusDetail: 'Build expired in queue.',
        finishTime: now().toISOString(),
      });
    }
    const build: Build = { ...queued, status: 'WORKING', startTime: now().toISOString() };
    await advance(build);
    const timer = setTimeout(
      () => abort.abort(new BuildStopped('TIMEOUT', `Build timed out after ${build.timeout}.`)),
      durationMs(build.timeout),
    );
    const log = openBuildLog({ storage, logsBucket: build.logsBucket ?? null, buildId: build.id });
    const end = await runBuild(build, machine, { log: log.write, signal: abort.signal });
    clearTimeout(timer);
    const logFailure = await log.close().then(
      () => null,
      (error: unknown) => `The log cannot be written to ${build.logsBucket}: ${String(error)}`,
    );
    if (stopping) return;
    const finished: Build = { ...build, ...end, finishTime: now().toISOString() };
    await advance(
      logFailure === null
        ? finished
        : {
            ...finished,
            status: 'INTERNAL_ERROR',
            statusDetail: logFailure,
            failureInfo: { type: 'LOGGING_FAILURE', detail: logFailure },
          },
    );
  }

  async function cancel(id: string): Promise<void> {
    const active = running.get(id);
    if (active) {
      active.abort.abort(new BuildStopped('CANCELLED', 'Build cancelled.'));
      return await active.ended;
    }
    const build = store.get(id);
    if (build?.status !== 'QUEUED') return;
    await advance({
      ...build,
      status: 'CANCELLED',
      statusDetail: 'Build cancelled.',
      finishTime: machine.now().toISOString(),
    });
  }

  return {
    add: async (build) => {
      await store.put(build);
      const operation = putOperation(operations, build);
      operations.onCancel(operation.name, () => void cancel(build.id));
      waiting.push(build.id);
      // The answer goes out first, as from the cloud: nobody hears of a build before its creator does.
      setImmediate(() => {
        announce(build);
        startNext();
      });
      return operation;
    },
    cancel,
    stop: async () => {
      stopping = true;
      for (const { abort } of running.values())
        abort.abort(new BuildStopped('CANCELLED', 'The local twin is stopping.'));
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
