import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LaneQueue } from './lane-queue.ts';
import { WaitingRoom } from './waiting-room.ts';

const patient = new AbortController().signal;
const score = () => 0;
const queueOf = (lanes: readonly string[], maxWaiting = 9) => new LaneQueue(lanes, new WaitingRoom(maxWaiting));

test('of the free lanes, the best one for the request is given', async () => {
  const queue = queueOf(['a', 'b', 'c']);
  const best = await queue.acquire({ signal: patient, score: (lane) => (lane === 'b' ? 5 : 1) });
  expect(best.lane).toBe('b');
  expect((await queue.acquire({ signal: patient, score: (lane) => (lane === 'b' ? 5 : 1) })).lane).toBe('a');
});

test('those who wait are served in the order in which they came', async () => {
  const queue = queueOf(['a']);
  const holder = await queue.acquire({ signal: patient, score });
  const order: number[] = [];
  const waiting = [1, 2, 3].map(async (number) => {
    using _lease = await queue.acquire({ signal: patient, score });
    order.push(number);
  });
  holder[Symbol.dispose]();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
});

test('a lease that is given back twice frees its lane once', async () => {
  const queue = queueOf(['a'], 1);
  const lease = await queue.acquire({ signal: patient, score });
  lease[Symbol.dispose]();
  lease[Symbol.dispose]();
  const next = await queue.acquire({ signal: patient, score });
  const caller = new AbortController();
  const waiting = queue.acquire({ signal: caller.signal, score });
  caller.abort(new Error('still held'));
  await expect(waiting).rejects.toThrow('still held');
  next[Symbol.dispose]();
});

test('a lane that is granted in the moment its caller leaves goes to the next', async () => {
  const queue = queueOf(['a']);
  const holder = await queue.acquire({ signal: patient, score });
  const caller = new AbortController();
  const leaving = queue.acquire({ signal: caller.signal, score });
  const next = queue.acquire({ signal: patient, score });
  caller.abort(new Error('gone'));
  holder[Symbol.dispose]();
  await expect(leaving).rejects.toThrow('gone');
  expect((await next).lane).toBe('a');
});

test('whatever callers do, no lane is held twice and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ leaves: fc.boolean(), turns: fc.nat(3) }), { maxLength: 12 }),
      async (plan) => {
        const queue = queueOf(['a', 'b'], 99);
        const held = new Set<string>();
        const callers = plan.map(async ({ leaves, turns }) => {
          const caller = new AbortController();
          if (leaves) queueMicrotask(() => caller.abort(new Error('gone')));
          using lease = await queue.acquire({ signal: caller.signal, score });
          expect(held.has(lease.lane)).toBe(false);
          held.add(lease.lane);
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          held.delete(lease.lane);
        });
        await Promise.allSettled(callers);
        const all = await Promise.all(['a', 'b'].map(() => queue.acquire({ signal: patient, score })));
        expect(all.map(({ lane }) => lane).sort()).toEqual(['a', 'b']);
      },
    ),
  );
});
