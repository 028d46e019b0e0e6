import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RateLimits, RetryConfig } from '../functions-host/function-manifest.ts';
import type { Task } from './task.ts';
import { type DispatchTask, startTaskQueue } from './task-queue.ts';
import { openTaskStore, type TaskStore } from './task-store.ts';

const QUEUE = 'projects/p/locations/l/queues/q';
const retryConfig: RetryConfig = {
  maxAttempts: 3,
  maxRetrySeconds: null,
  minBackoffSeconds: 1,
  maxBackoffSeconds: 60,
  maxDoublings: 5,
};
const rateLimits: RateLimits = { maxConcurrentDispatches: 2, maxDispatchesPerSecond: 500 };

let store: TaskStore;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  store = openTaskStore(':memory:');
});
afterEach(() => {
  store[Symbol.dispose]();
  vi.useRealTimers();
});

const aTask = (id: string, fields: Partial<Task> = {}): Task => ({
  name: `${QUEUE}/tasks/${id}`,
  queue: QUEUE,
  headers: {},
  bodyBase64: '',
  serviceAccountEmail: 'a@b.c',
  dispatchDeadlineMs: 60_000,
  scheduledAtMs: 0,
  dueAtMs: 0,
  attempts: 0,
  executions: 0,
  firstAttemptAtMs: null,
  previousStatus: null,
  ...fields,
});

function start(dispatch: DispatchTask, settings: { readonly rateLimits?: RateLimits } = {}) {
  const givenUp: string[] = [];
  const queue = startTaskQueue({
    name: QUEUE,
    store,
    retryConfig,
    rateLimits: settings.rateLimits ?? rateLimits,
    dispatch,
    clock: { now: Date.now },
    onGivenUp: ({ name }) => givenUp.push(name.split('/').at(-1) ?? ''),
  });
  return { queue, givenUp };
}

/** Records when each attempt begins. */
function recording(answer: (task: Task) => number | null | Promise<number | null>) {
  const attempts: string[] = [];
  const dispatch: DispatchTask = async (task) => {
    attempts.push(`${task.name.split('/').at(-1)}@${Date.now() / 1000}`);
    return await answer(task);
  };
  return { attempts, dispatch };
}

test('a task runs when it is due and not before, and is gone when it succeeded', async () => {
  const { attempts, dispatch } = recording(() => 204);
  store.add(aTask('later', { dueAtMs: 5_000 }), 0);
  const { queue } = start(dispatch);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(attempts).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(attempts).toEqual(['later@5']);
  expect(store.waiting(QUEUE)).toEqual([]);
  await queue.stop();
});

test('a failing task is tried exactly maxAttempts times with growing waits, then given up', async () => {
  const { attempts, dispatch } = recording(() => 500);
  store.add(aTask('bad'), 0);
  const { queue, givenUp } = start(dispatch);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(attempts).toEqual(['bad@0', 'bad@1', 'bad@3']);
  expect(givenUp).toEqual(['bad']);
  expect(store.waiting(QUEUE)).toEqual([]);
  await queue.stop();
});

test('the handler learns how often it was tried and answered before', async () => {
  const seen: (readonly [number, number, number | null])[] = [];
  const answers = [503, 429, null, 200];
  store.add(aTask('t'), 0);
  const queue = startTaskQueue({
    name: QUEUE,
    store,
    retryConfig: { ...retryConfig, maxAttempts: 4 },
    rateLimits,
    dispatch: async ({ attempts, executions, previousStatus }) => {
      seen.push([attempts, executions, previousStatus]);
      return answers.shift() ?? null;
    },
    clock: { now: Date.now },
    onGivenUp: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual([
    [0, 0, null],
    [1, 0, 503],
    [2, 1, 429],
    [3, 1, null],
  ]);
  await queue.stop();
});

test('no more tasks than allowed run at once, and one that waits for a retry holds no place', async () => {
  const gates = new Map<string, (status: number) => void>();
  const { attempts, dispatch } = recording(
    (task) => new Promise((resolve) => gates.set(task.name.split('/').at(-1) ?? '', resolve)),
  );
  for (const id of ['a', 'b', 'c', 'd']) store.add(aTask(id), 0);
  const { queue } = start(dispatch);
  await vi.advanceTimersByTimeAsync(500);
  expect(attempts).toEqual(['a@0', 'b@0']);
  gates.get('a')?.(500);
  await vi.advanceTimersByTimeAsync(0);
  expect(attempts.at(-1)).toBe('c@0.5');
  for (const open of gates.values()) open(200);
  await vi.advanceTimersByTimeAsync(0);
  const stopped = queue.stop();
  for (const open of gates.values()) open(200);
  await stopped;
});

test('dispatches keep to the rate', async () => {
  const { attempts, dispatch } = recording(() => 200);
  for (const id of ['a', 'b', 'c', 'd']) store.add(aTask(id), 0);
  const { queue } = start(dispatch, { rateLimits: { maxConcurrentDispatches: 10, maxDispatchesPerSecond: 2 } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(attempts).toEqual(['a@0', 'b@0.5', 'c@1', 'd@1.5']);
  await queue.stop();
});

test('an attempt broken off by a stop does not count, and the task runs after the next start', async () => {
  store.add(aTask('t'), 0);
  const hanging: DispatchTask = (_task, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
  const first = start(hanging);
  await vi.advanceTimersByTimeAsync(1_000);
  await first.queue.stop();
  expect(store.waiting(QUEUE)).toMatchObject([{ attempts: 0 }]);
  const { attempts, dispatch } = recording(() => 200);
  const second = start(dispatch);
  await vi.advanceTimersByTimeAsync(0);
  expect(attempts).toEqual(['t@1']);
  await second.queue.stop();
});

test('a task that is deleted before it is due never runs', async () => {
  const { attempts, dispatch } = recording(() => 200);
  store.add(aTask('t', { dueAtMs: 5_000 }), 0);
  const { queue } = start(dispatch);
  expect(store.remove(`${QUEUE}/tasks/t`, 0)).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(attempts).toEqual([]);
  await queue.stop();
});
