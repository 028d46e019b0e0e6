import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionBusyError, SessionLocks, SessionWaitAbortedError } from './session-locks.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const openLocks = (options: Partial<ConstructorParameters<typeof SessionLocks>[0]> = {}) => {
  const locks = new SessionLocks({ waitSeconds: 5, maxWaiting: 2, ...options });
  const acquire = (sessionId = 's1', signal = new AbortController().signal) =>
    locks.acquire({ userId: 'u1', sessionId, signal });
  return { locks, acquire };
};

describe('a session lock', () => {
  test('lets callers in one by one, first come first served', async () => {
    const { acquire } = openLocks();
    const order: string[] = [];
    const enter = async (name: string) => {
      using _lock = await acquire();
      order.push(`${name} in`);
      await Promise.resolve();
      order.push(`${name} out`);
    };
    await Promise.all([enter('a'), enter('b'), enter('c')]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  test('does not hold up another session, nor the same session of another user', async () => {
    const { locks, acquire } = openLocks();
    using _first = await acquire('s1');
    using _second = await acquire('s2');
    using _third = await locks.acquire({ userId: 'u2', sessionId: 's1', signal: new AbortController().signal });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('gives up waiting after its time, and lets the next one in all the same', async () => {
    const { acquire } = openLocks();
    const first = await acquire();
    const second = acquire();
    const refused = second.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(4_999);
    const third = acquire();
    await vi.advanceTimersByTimeAsync(1);
    expect(await refused).toBeInstanceOf(SessionBusyError);
    first[Symbol.dispose]();
    await expect(third).resolves.toBeDefined();
  });

  test('refuses at once when too many wait already', async () => {
    const { acquire } = openLocks();
    using _held = await acquire();
    const waiting = [acquire(), acquire()].map((turn) => expect(turn).rejects.toThrow(SessionBusyError));
    await expect(acquire()).rejects.toThrow('Session s1 is still answering');
    await vi.advanceTimersByTimeAsync(5_000);
    await Promise.all(waiting);
  });

  test('lets a waiting caller leave, and keeps its place for nobody', async () => {
    const { acquire } = openLocks();
    const first = await acquire();
    const client = new AbortController();
    const second = acquire('s1', client.signal).catch((error: unknown) => error);
    const third = acquire();
    client.abort();
    expect(await second).toBeInstanceOf(SessionWaitAbortedError);
    first[Symbol.dispose]();
    await expect(third).resolves.toBeDefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaves the others waiting when one who is in goes', async () => {
    const { acquire } = openLocks();
    const first = await acquire();
    const client = new AbortController();
    const second = acquire('s1', client.signal);
    const third = acquire();
    first[Symbol.dispose]();
    const held = await second;
    client.abort();
    held[Symbol.dispose]();
    await expect(third).resolves.toBeDefined();
  });

  test('lets nobody in who has left already', async () => {
    const { acquire } = openLocks();
    await expect(acquire('s1', AbortSignal.abort())).rejects.toThrow(SessionWaitAbortedError);
    await expect(acquire()).resolves.toBeDefined();
  });
});
