import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Exit } from '../processes/processes.ts';
import { type Instance, NoInstanceError, StartupError } from './instance.ts';
import { InstancePool, type PoolSettings } from './instance-pool.ts';
import { RevisionMeter } from './revision-meter.ts';

const SETTINGS: PoolSettings = { concurrency: 2, minInstances: 0, maxInstances: 2, idleMs: 60_000 };
const STARTUP_MS = 1_000;
const patient = new AbortController().signal;
const aMeter = () => new RevisionMeter({ limits: { cpuCount: 2, memoryBytes: 1_000 }, alwaysBilled: false });

/** Instances that exist in memory alone, and what happened to them. */
function aPool(settings: Partial<PoolSettings> = {}, start?: () => Promise<Instance>) {
  const started: { readonly instance: Instance; readonly crash: () => void }[] = [];
  const stopped: string[] = [];
  /** Processors that every instance keeps busy. */
  let busyCpus = 0;
  const bringUp = async (): Promise<Instance> => {
    await new Promise((resolve) => setTimeout(resolve, STARTUP_MS));
    const { promise, resolve } = Promise.withResolvers<Exit>();
    const id = `instance-${started.length + 1}`;
    const instance: Instance = {
      id,
      pid: started.length + 1,
      port: 1,
      exited: promise,
      stop: async () => {
        stopped.push(id);
        resolve({ code: 0, signal: null });
      },
    };
    started.push({ instance, crash: () => resolve({ code: 1, signal: null }) });
    return instance;
  };
  const meter = aMeter();
  const pool = new InstancePool({
    settings: { ...SETTINGS, ...settings },
    startupMs: 0,
    start: start ?? bringUp,
    meter,
    readUsage: async (pids) =>
      new Map(pids.map((pid) => [pid, { cpuSeconds: (busyCpus * performance.now()) / 1_000, residentBytes: 500 }])),
  });
  const acquire = () => pool.acquire(patient);
  const burn = (cpus: number) => {
    busyCpus = cpus;
  };
  return { pool, acquire, started, stopped, meter, burn };
}

/** Why it was refused; handled from the start, whenever that is. */
const refusal = (acquired: Promise<unknown>): Promise<unknown> =>
  acquired.then(
    () => null,
    (error: unknown) => error,
  );

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('room', () => {
  test('requests share an instance up to its concurrency, then start the next', async () => {
    const { acquire, started } = aPool();
    const leases = Promise.all([acquire(), acquire(), acquire()]);
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    expect((await leases).map(({ instance }) => instance.id)).toEqual(['instance-1', 'instance-1', 'instance-2']);
    expect(started).toHaveLength(2);
  });

  test('a request beyond all room waits for the next that ends', async () => {
    const { acquire } = aPool({ concurrency: 1, maxInstances: 1 });
    const first = acquire();
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    const second = acquire();
    (await first).release();
    expect((await second).instance.id).toBe('instance-1');
  });

  test('a lease given back twice frees one place', async () => {
    const { acquire, pool } = aPool({ concurrency: 1, maxInstances: 1 });
    const first = acquire();
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    const lease = await first;
    lease.release();
    lease.release();
    await acquire();
    const third = refusal(acquire());
    await vi.advanceTimersByTimeAsync(pool.queueTimeoutMs);
    expect(await third).toBeInstanceOf(NoInstanceError);
  });

  test('a maximum of none refuses at once', async () => {
    await expect(aPool({ maxInstances: 0 }).acquire()).rejects.toThrow(NoInstanceError);
  });
});

describe('the queue', () => {
  test.each([
    [1_000, 10_000],
    [4_000, 14_000],
  ])('with start-ups of %i ms a request waits %i ms', (startupMs, queueMs) => {
    const start = () => Promise.reject(new StartupError('no'));
    expect(
      new InstancePool({ settings: SETTINGS, startupMs, start, meter: aMeter(), readUsage: async () => new Map() })
        .queueTimeoutMs,
    ).toBe(queueMs);
  });

  test('an instance that does not come up fails who waits for it', async () => {
    const { acquire } = aPool({}, async () => {
      throw new StartupError('the container exited');
    });
    await expect(acquire()).rejects.toThrow('the container exited');
  });

  test('a signal takes a request out of the queue, with its reason', async () => {
    const { pool } = aPool();
    const client = new AbortController();
    const waiting = refusal(pool.acquire(client.signal));
    const reason = new Error('gone');
    client.abort(reason);
    expect(await waiting).toBe(reason);
  });
});

describe('idleness', () => {
  test('an instance without requests goes after the idle time, a busy one stays', async () => {
    const { acquire, stopped } = aPool({ concurrency: 1 });
    const leases = Promise.all([acquire(), acquire()]);
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    const [first] = await leases;
    first.release();
    await vi.advanceTimersByTimeAsync(SETTINGS.idleMs);
    expect(stopped).toEqual(['instance-1']);
  });

  test('the minimum stays', async () => {
    const { pool, stopped } = aPool();
    pool.configure({ ...SETTINGS, minInstances: 1 });
    await vi.advanceTimersByTimeAsync(STARTUP_MS + SETTINGS.idleMs);
    expect([pool.instanceCount.ready, stopped]).toEqual([1, []]);
  });

  test('settings that let go stop an idle instance at once', async () => {
    const { pool, stopped } = aPool({ minInstances: 1 });
    const warm = pool.warm();
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    await warm;
    pool.configure({ ...SETTINGS, idleMs: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).toEqual(['instance-1']);
  });
});

test('a load that keeps the instances over 60 percent full starts another before anybody waits', async () => {
  const { pool, acquire } = aPool({ concurrency: 10, maxInstances: 3 });
  const leases = Promise.all(Array.from({ length: 7 }, acquire));
  await vi.advanceTimersByTimeAsync(STARTUP_MS);
  await leases;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(pool.instanceCount.ready).toBe(1);
  await vi.advanceTimersByTimeAsync(35_000);
  expect(pool.instanceCount.ready).toBe(2);
});

test('processors over 60 percent busy for a minute start another, however few requests there are', async () => {
  const { pool, acquire, burn } = aPool({ concurrency: 80, maxInstances: 3 });
  const lease = acquire();
  await vi.advanceTimersByTimeAsync(STARTUP_MS);
  await lease;
  burn(1);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(pool.instanceCount.ready).toBe(1);
  // More than there are: in the cloud the container would be held at its limit.
  burn(8);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(pool.instanceCount.ready).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(pool.instanceCount.ready).toBe(3);
});

describe('a crash', () => {
  test('gives who waits a new instance', async () => {
    const { acquire, started } = aPool({ concurrency: 1, maxInstances: 1 });
    const first = acquire();
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    await first;
    const second = acquire();
    started[0]?.crash();
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    expect((await second).instance.id).toBe('instance-2');
  });

  test('ends an instance for good: it is not stopped when it would have been idle', async () => {
    const { acquire, started, stopped } = aPool({ concurrency: 1 });
    const leases = Promise.all([acquire(), acquire()]);
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    const [crashed] = await leases;
    started[0]?.crash();
    await vi.advanceTimersByTimeAsync(0);
    crashed.release();
    await vi.advanceTimersByTimeAsync(2 * SETTINGS.idleMs);
    expect(stopped).not.toContain('instance-1');
  });

  test('of the minimum is made good after a pause', async () => {
    const { pool, started } = aPool();
    pool.configure({ ...SETTINGS, minInstances: 1 });
    await vi.advanceTimersByTimeAsync(STARTUP_MS);
    started[0]?.crash();
    await vi.advanceTimersByTimeAsync(500);
    expect(pool.instanceCount).toEqual({ ready: 0, starting: 0 });
    await vi.advanceTimersByTimeAsync(500 + STARTUP_MS);
    expect(pool.instanceCount.ready).toBe(1);
  });
});

test('disposal stops what runs and what was on its way, and refuses who waits', async () => {
  const { pool, acquire, stopped } = aPool({ concurrency: 1 });
  const first = acquire();
  await vi.advanceTimersByTimeAsync(STARTUP_MS);
  await first;
  const second = refusal(acquire());
  const disposed = pool[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(STARTUP_MS);
  await disposed;
  expect(await second).toBeInstanceOf(NoInstanceError);
  expect(stopped).toEqual(['instance-1', 'instance-2']);
  await expect(acquire()).rejects.toThrow(NoInstanceError);
});
