import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeEngine, promptOf } from '../testing/fake-model.ts';
import { storedModel } from '../testing/stored-model.ts';
import { LoadedModels } from './loaded-models.ts';

const signal = new AbortController().signal;
const [a, b] = [storedModel('a:1'), storedModel('b:1')];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(options: { readonly loading?: () => Promise<void>; readonly maxLoadedModels?: number } = {}) {
  const engine = fakeEngine({ pieces: ['x'], ...(options.loading && { loading: options.loading }) });
  const models = new LoadedModels({
    engine,
    parallelRequests: 1,
    maxQueuedRequests: 1,
    maxLoadedModels: options.maxLoadedModels ?? 3,
    onLog: () => undefined,
  });
  const use = (stored = a, more: { readonly contextTokens?: number; readonly keepAliveMs?: number } = {}) =>
    models.use({ stored, contextTokens: 100, keepAliveMs: 1_000, signal, ...more });
  return { models, use, events: engine.events };
}

test('two requests at once load the model once', async () => {
  const loading = Promise.withResolvers<void>();
  const { use, events } = open({ loading: () => loading.promise });
  const first = use();
  const second = use().catch((error: unknown) => error);
  // One waits already, which is as many as may.
  expect(await second).toMatchObject({ status: 503 });
  loading.resolve();
  using _first = await first;
  using _third = await use();
  expect(events).toEqual(['load a:1 100']);
});

test('a model is unloaded when nobody used it for as long as the last request asked', async () => {
  const { use, events, models } = open();
  (await use(a, { keepAliveMs: 10 }))[Symbol.dispose]();
  (await use(a, { keepAliveMs: 1_000 }))[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(999);
  expect(models.list()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(models.list()).toEqual([]);
  expect(events).toEqual(['load a:1 100', 'unload a:1 100']);
});

test('a model in use is never unloaded, and one to be kept for ever neither', async () => {
  const { use, models } = open();
  const usage = await use(a, { keepAliveMs: 0 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(models.list()).toHaveLength(1);
  (await use(a, { keepAliveMs: Number.POSITIVE_INFINITY }))[Symbol.dispose]();
  usage[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(2 ** 32);
  expect(models.list()).toHaveLength(1);
});

test('a model that is released goes when its last answer is written', async () => {
  const { use, models, events } = open();
  const usage = await use();
  models.release(a);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(events).toEqual(['load a:1 100']);
  usage[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(0);
  expect(events).toEqual(['load a:1 100', 'unload a:1 100']);
});

test('another context replaces the model when its answers are written', async () => {
  const { use, events } = open();
  const small = await use();
  const big = use(a, { contextTokens: 200 });
  await vi.advanceTimersByTimeAsync(100);
  expect(events).toEqual(['load a:1 100']);
  small[Symbol.dispose]();
  expect((await big).model.contextTokens).toBe(200);
  expect(events).toEqual(['load a:1 100', 'unload a:1 100', 'load a:1 200']);
});

test('when there is no room, the model that was idle longest makes it', async () => {
  const { use, events } = open({ maxLoadedModels: 2 });
  (await use(a))[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(1);
  (await use(b))[Symbol.dispose]();
  (await use(storedModel('c:1')))[Symbol.dispose]();
  expect(events).toEqual(['load a:1 100', 'load b:1 100', 'unload a:1 100', 'load c:1 100']);
});

test('a model that cannot be loaded is tried again by the next request', async () => {
  let attempts = 0;
  const { use, models } = open({
    loading: async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no memory');
    },
  });
  await expect(use()).rejects.toThrow('no memory');
  expect(models.list()).toEqual([]);
  using usage = await use();
  expect(usage.model.lanes).toHaveLength(1);
});

test('a request that leaves while its model loads does not keep it', async () => {
  const loading = Promise.withResolvers<void>();
  const { models, events } = open({ loading: () => loading.promise });
  const caller = new AbortController();
  const usage = models.use({ stored: a, contextTokens: 100, keepAliveMs: 0, signal: caller.signal });
  caller.abort(new Error('gone'));
  await expect(usage).rejects.toThrow('gone');
  loading.resolve();
  await vi.advanceTimersByTimeAsync(1);
  expect(events).toEqual(['load a:1 100', 'unload a:1 100']);
});

test('the end waits for answers, unloads everything, and closes the engine', async () => {
  const { use, models, events } = open();
  const usage = await use();
  using lane = await usage.lane(promptOf('x'), signal);
  expect(lane.lane).toBeDefined();
  const ended = models[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(100);
  expect(events).toEqual(['load a:1 100']);
  usage[Symbol.dispose]();
  await ended;
  expect(events).toEqual(['load a:1 100', 'unload a:1 100', 'end']);
});
