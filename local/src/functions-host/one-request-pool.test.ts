import { describe, expect, test } from 'vitest';
import { OneRequestPool, type PooledInstance } from './one-request-pool.ts';

const IDLE_MS = 60_000;
const patient = new AbortController().signal;

interface FakeInstance extends PooledInstance {
  readonly id: number;
  /** It is gone: on its own, or at last after it was told to stop. */
  readonly die: () => void;
}

/** A pool of instances that come up, go and idle away when the test says so; no time passes. */
function aPool(maxInstances = 2) {
  const starts: { readonly up: () => FakeInstance; readonly fail: (error: Error) => void; signal: AbortSignal }[] = [];
  const told: number[] = [];
  const timers = new Map<() => void, number>();
  const pool = new OneRequestPool<FakeInstance>({
    maxInstances,
    idleMs: IDLE_MS,
    start: (signal) => {
      const id = starts.length + 1;
      const start = Promise.withResolvers<FakeInstance>();
      const gone = Promise.withResolvers<void>();
      const instance: FakeInstance = {
        id,
        exited: gone.promise,
        die: gone.resolve,
        stop: async () => void told.push(id),
      };
      const up = () => {
        start.resolve(instance);
        return instance;
      };
      starts.push({ up, fail: start.reject, signal });
      return start.promise;
    },
    startTimer: (delayMs, action) => {
      timers.set(action, delayMs);
      return () => timers.delete(action);
    },
  });
  /** A request that is at its instance once `at` resolves, and ends when the test says so. */
  const request = (signal = patient) => {
    const at = Promise.withResolvers<FakeInstance>();
    const answer = Promise.withResolvers<string>();
    const work = (instance: FakeInstance) => {
      at.resolve(instance);
      return answer.promise;
    };
    const outcome = pool.run(work, signal).catch((error: unknown) => error);
    return { at: at.promise, answer: () => answer.resolve('answer'), fail: answer.reject, outcome };
  };
  /** One that was served and has left its instance idle. */
  const served = async () => {
    const one = request();
    starts.at(-1)?.up();
    const instance = await one.at;
    one.answer();
    await one.outcome;
    return instance;
  };
  return { pool, starts, told, timers, request, served };
}

/** Everything that follows from what was just settled has happened after this. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('who gets which instance', () => {
  test('requests at once have one each; a later one takes the idle one', async () => {
    const { starts, request } = aPool();
    const [first, second] = [request(), request()];
    for (const { up } of starts) up();
    expect([(await first.at).id, (await second.at).id]).toEqual([1, 2]);
    second.answer();
    expect(await second.outcome).toBe('answer');
    expect((await request().at).id).toBe(2);
    expect(starts).toHaveLength(2);
  });

  test('of several idle ones the last that served', async () => {
    const { starts, request } = aPool();
    const both = [request(), request()];
    for (const { up } of starts) up();
    await Promise.all(both.map(({ at }) => at));
    for (const { answer, outcome } of both.toReversed()) {
      answer();
      await outcome;
    }
    expect((await request().at).id).toBe(1);
  });

  test('beyond the maximum they wait in the order in which they came', async () => {
    const { starts, request } = aPool(1);
    const requests = [request(), request(), request()];
    expect(starts).toHaveLength(1);
    starts[0]?.up();
    const order: number[] = [];
    for (const [index, { at }] of requests.entries()) void at.then(() => order.push(index));
    for (const { at, answer, outcome } of requests) {
      expect((await at).id).toBe(1);
      answer();
      await outcome;
    }
    expect(order).toEqual([0, 1, 2]);
  });

  test('whatever becomes free first is taken, and what comes up later stays for the next', async () => {
    const { starts, request } = aPool();
    const first = request();
    starts[0]?.up();
    await first.at;
    const second = request();
    first.answer();
    expect((await second.at).id).toBe(1);
    starts[1]?.up();
    expect((await request().at).id).toBe(2);
  });

  test('who gives up while waiting is told why and leaves the place to the next', async () => {
    const { starts, request } = aPool(1);
    const first = request();
    starts[0]?.up();
    await first.at;
    const leaving = new AbortController();
    const [second, third] = [request(leaving.signal), request()];
    const reason = new Error('past the deadline');
    leaving.abort(reason);
    expect(await second.outcome).toBe(reason);
    first.answer();
    expect((await third.at).id).toBe(1);
    expect(await request(leaving.signal).outcome).toBe(reason);
  });
});

describe('the end of an instance', () => {
  test('comes when it has been idle for its time, not while it is used', async () => {
    const { told, timers, request, served } = aPool();
    await served();
    expect([...timers.values()]).toEqual([IDLE_MS]);
    const again = request();
    await again.at;
    expect(timers.size).toBe(0);
    again.answer();
    await again.outcome;
    for (const [expire] of timers) expire();
    expect(told).toEqual([1]);
  });

  test('that leaves its request without an answer is not waited for, but nobody gets it any more', async () => {
    const { starts, told, request } = aPool(1);
    const first = request();
    const instance = starts[0]?.up();
    await first.at;
    const next = request();
    const error = new Error('aborted');
    first.fail(error);
    expect(await first.outcome).toBe(error);
    expect(told).toEqual([1]);
    // It still is there, so there is no room for another.
    expect(starts).toHaveLength(1);
    instance?.die();
    await settled();
    starts[1]?.up();
    expect((await next.at).id).toBe(2);
  });

  test('in mid-request is the end of that request alone', async () => {
    const { starts, told, request } = aPool();
    const [first, second] = [request(), request()];
    for (const { up } of starts) up();
    (await first.at).die();
    await second.at;
    await settled();
    first.fail(new Error('socket hang up'));
    await first.outcome;
    second.answer();
    expect(await second.outcome).toBe('answer');
    expect(told).toEqual([]);
    expect((await request().at).id).toBe(2);
  });

  test('while idle leaves its place to a fresh one', async () => {
    const { starts, told, timers, request, served } = aPool(1);
    (await served()).die();
    await settled();
    expect(timers.size).toBe(0);
    const next = request();
    starts[1]?.up();
    expect((await next.at).id).toBe(2);
    expect(told).toEqual([]);
  });

  test('just after its answer does not put it back', async () => {
    const { starts, request } = aPool(1);
    const first = request();
    starts[0]?.up();
    (await first.at).die();
    await settled();
    first.answer();
    expect(await first.outcome).toBe('answer');
    const next = request();
    starts[1]?.up();
    expect((await next.at).id).toBe(2);
  });
});

describe('a start that fails', () => {
  test('fails the first that waits for it; the next has a start of its own', async () => {
    const { starts, request } = aPool(1);
    const [first, second] = [request(), request()];
    const error = new Error('did not start');
    starts[0]?.fail(error);
    expect(await first.outcome).toBe(error);
    starts[1]?.up();
    expect((await second.at).id).toBe(2);
  });

  test('fails nobody for whom another one is on its way', async () => {
    const { starts, request } = aPool();
    const leaving = new AbortController();
    const [first, second] = [request(leaving.signal), request()];
    leaving.abort(new Error('left'));
    await first.outcome;
    starts[0]?.fail(new Error('did not start'));
    await settled();
    starts[1]?.up();
    expect((await second.at).id).toBe(2);
    expect(starts).toHaveLength(2);
  });
});

describe('the end of all', () => {
  const stopped = new Error('The instances are being stopped.');

  test('is that of the busy, the idle and the starting ones, and comes when they are gone', async () => {
    const { pool, starts, told, request } = aPool(3);
    const [first, second, third] = [request(), request(), request()];
    const instances = [starts[0]?.up(), starts[1]?.up()];
    await Promise.all([first.at, second.at]);
    first.answer();
    // Served by the first instance: the second is left idle, and the third on its way.
    await third.at;
    second.answer();
    await second.outcome;
    const over = { yet: false };
    const end = pool[Symbol.asyncDispose]().then(() => {
      over.yet = true;
    });
    expect(new Set(told)).toEqual(new Set([1, 2]));
    expect(starts[2]?.signal.aborted).toBe(true);
    for (const instance of instances) instance?.die();
    await settled();
    expect(over.yet).toBe(false);
    starts[2]?.fail(new Error('broken off'));
    await end;
    expect(starts).toHaveLength(3);
  });

  test('turns away who waits and who comes', async () => {
    const { pool, starts, request } = aPool(1);
    const first = request();
    const instance = starts[0]?.up();
    await first.at;
    const [second, third] = [request(), request()];
    const end = pool[Symbol.asyncDispose]();
    expect(await Promise.all([second.outcome, third.outcome, request().outcome])).toEqual([stopped, stopped, stopped]);
    instance?.die();
    await end;
  });

  test('catches an instance that comes up in spite of it', async () => {
    const { pool, starts, told, request } = aPool();
    const only = request();
    const over = pool[Symbol.asyncDispose]();
    const instance = starts[0]?.up();
    await settled();
    expect(told).toEqual([1]);
    instance?.die();
    await over;
    expect(await only.outcome).toEqual(stopped);
  });
});
