import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedStore } from './bounded-store.ts';

const openStore = (limits: Partial<ConstructorParameters<typeof BoundedStore>[0]['limits']> = {}) => {
  const clock = { nowMs: 0 };
  const store = new BoundedStore<string>({
    limits: { maxCount: 3, maxWeight: 100, ttlMs: 1000, ...limits },
    nowMs: () => clock.nowMs,
  });
  const put = (key: string, weight = 1) => store.set({ key, value: key, weight });
  return { store, clock, put };
};

describe('a bounded store', () => {
  test('forgets the least recently used entry when it is full', () => {
    const { store, put } = openStore();
    for (const key of ['a', 'b', 'c']) put(key);
    store.get('a');
    put('d');
    expect([...store.values()]).toEqual(['c', 'a', 'd']);
  });

  test('forgets an entry that nobody used for longer than its time to live', () => {
    const { store, clock, put } = openStore();
    put('a');
    put('b');
    clock.nowMs = 800;
    store.get('b');
    clock.nowMs = 1001;
    expect(store.get('a')).toBeUndefined();
    expect(store.get('b')).toBe('b');
    expect(store.size).toBe(1);
  });

  test('keeps an entry up to the very end of its time to live', () => {
    const { store, clock, put } = openStore();
    put('a');
    clock.nowMs = 1000;
    expect([...store.values()]).toEqual(['a']);
  });

  test('does not count looking at all values as use', () => {
    const { store, clock, put } = openStore();
    put('a');
    clock.nowMs = 900;
    expect([...store.values()]).toEqual(['a']);
    clock.nowMs = 1001;
    expect(store.get('a')).toBeUndefined();
  });

  test('makes room by weight, and keeps a newest entry that is too heavy by itself', () => {
    const { store, put } = openStore();
    put('a', 60);
    put('b', 60);
    expect([...store.values()]).toEqual(['b']);
    put('c', 500);
    expect([...store.values()]).toEqual(['c']);
  });

  test('replaces the weight of an entry with its value', () => {
    const { store, put } = openStore();
    put('a', 60);
    put('a', 10);
    expect(store.weight).toBe(10);
    store.delete('a');
    store.delete('a');
    expect(store.weight).toBe(0);
  });
});

type Step =
  | { readonly do: 'set'; readonly key: string; readonly weight: number }
  | { readonly do: 'get' | 'delete'; readonly key: string }
  | { readonly do: 'wait'; readonly ms: number };

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('set' as const), key, weight: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ do: fc.constantFrom('get' as const, 'delete' as const), key }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 700 }) }),
);

/** The store as a plain list, oldest use first: slow, and plainly right. */
class Model {
  entries: { readonly key: string; readonly weight: number; readonly usedAtMs: number }[] = [];
  nowMs = 0;

  apply(given: Step): void {
    if (given.do === 'wait') this.nowMs += given.ms;
    this.entries = this.entries.filter(({ usedAtMs }) => usedAtMs >= this.nowMs - 1000);
    if (given.do === 'wait') return;
    const old = this.entries.find((entry) => entry.key === given.key);
    if (given.do === 'get' && old === undefined) return;
    this.entries = this.entries.filter((entry) => entry.key !== given.key);
    if (given.do === 'delete') return;
    const weight = given.do === 'set' ? given.weight : (old?.weight ?? 0);
    this.entries.push({ key: given.key, weight, usedAtMs: this.nowMs });
    if (given.do === 'get') return;
    while (this.entries.length > 1 && (this.entries.length > 3 || this.weight > 100)) this.entries.shift();
  }

  get weight(): number {
    return this.entries.reduce((sum, entry) => sum + entry.weight, 0);
  }
}

test('whatever is done to it, a bounded store holds what a plain list with the same rules holds', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { store, clock, put } = openStore();
      const model = new Model();
      for (const given of steps) {
        model.apply(given);
        clock.nowMs = model.nowMs;
        if (given.do === 'set') put(given.key, given.weight);
        if (given.do === 'get') store.get(given.key);
        if (given.do === 'delete') store.delete(given.key);
        expect([...store.values()]).toEqual(model.entries.map((entry) => entry.key));
        expect(store.weight).toBe(model.weight);
        expect(store.size).toBeLessThanOrEqual(3);
      }
    }),
  );
});
