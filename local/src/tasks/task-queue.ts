import type { RateLimits, RetryConfig } from '../functions-host/function-manifest.ts';
import { dispatchRate } from './dispatch-rate.ts';
import { retryDelayMs } from './retry-schedule.ts';
import type { Task } from './task.ts';
import type { TaskStore } from './task-store.ts';

/** setTimeout takes no more; a task due later is looked at again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Clock {
  now(): number;
}

export interface TaskQueue {
  /** Looks at what is stored: called after every change. */
  wake(): void;
  /** Lets go of what runs; it stays stored and runs again after the next start. */
  stop(): Promise<void>;
}

/** Sends one attempt. Resolves to the HTTP status, or null when nobody answered. */
export type DispatchTask = (task: Task, signal: AbortSignal) => Promise<number | null>;

/** Dispatches the stored tasks of one queue when they are due, within its limits, until they succeed or are spent. */
export function startTaskQueue(options: {
  readonly name: string;
  readonly store: TaskStore;
  readonly retryConfig: RetryConfig;
  readonly rateLimits: RateLimits;
  readonly dispatch: DispatchTask;
  readonly clock: Clock;
  readonly onGivenUp: (task: Task) => void;
}): TaskQueue {
  const { name, store, retryConfig, rateLimits, dispatch, clock, onGivenUp } = options;
  const rate = dispatchRate(rateLimits.maxDispatchesPerSecond, clock.now());
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const next = store
      .waiting(name)
      .filter((task) => !running.has(task.name))
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
    for (const task of next) {
      if (running.size >= rateLimits.maxConcurrentDispatches) return;
      const waitMs = task.dueAtMs - clock.now();
      const turn = waitMs > 0 ? ({ granted: false, retryInMs: waitMs } as const) : rate.take(clock.now());
      if (!turn.granted) {
        timer = setTimeout(wake, Math.min(turn.retryInMs, LONGEST_TIMER_MS));
        return;
      }
      running.set(task.name, run(task));
    }
  }

  async function run(task: Task): Promise<void> {
    const startedAtMs = clock.now();
    const status = await dispatch(task, stopping.signal);
    running.delete(task.name);
    // Broken off by us: the attempt does not count.
    if (stopping.signal.aborted) return;
    settle({ ...task, firstAttemptAtMs: task.firstAttemptAtMs ?? startedAtMs }, status);
    wake();
  }

  function settle(task: AttemptedTask, status: number | null): void {
    const nowMs = clock.now();
    if (status !== null && status >= 200 && status < 300) {
      store.remove(task.name, nowMs);
      return;
    }
    const failed = afterFailure(task, status);
    const delayMs = retryDelayMs(retryConfig, failed, nowMs);
    if (delayMs === null) {
      store.remove(task.name, nowMs);
      onGivenUp(failed);
    } else {
      store.update({ ...failed, dueAtMs: nowMs + delayMs });
    }
  }

  wake();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}

type AttemptedTask = Task & { readonly firstAttemptAtMs: number };

function afterFailure(task: AttemptedTask, status: number | null): AttemptedTask {
  const answered = status !== null && status < 500;
  return {
    ...task,
    attempts: task.attempts + 1,
    executions: task.executions + (answered ? 1 : 0),
    previousStatus: status,
  };
}
