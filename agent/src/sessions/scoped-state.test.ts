import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeScope, mergeScopes, splitState } from './scoped-state.ts';
import { StateTooLargeError } from './session-errors.ts';

const state = fc.dictionary(
  fc.tuple(fc.constantFrom('', 'app:', 'user:', 'temp:'), fc.string()).map(([prefix, name]) => prefix + name),
  fc.jsonValue(),
);

describe('state in scopes', () => {
  test('split and put together again, is the same but for what lives for one run', () => {
    fc.assert(
      fc.property(state, (given) => {
        const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('temp:')));
        expect(mergeScopes(splitState(given))).toEqual(kept);
      }),
    );
  });

  test('parts keys by prefix', () => {
    expect(splitState({ a: 1, 'app:b': 2, 'user:c': 3, 'temp:d': 4 })).toEqual({
      app: { b: 2 },
      user: { c: 3 },
      session: { a: 1 },
    });
  });

  test('takes "__proto__" for a key like any other', () => {
    const given: Record<string, unknown> = JSON.parse('{"__proto__": {"admin": true}, "app:__proto__": 1}');
    const split = splitState(given);
    expect(Object.keys(split.session)).toEqual(['__proto__']);
    expect(Object.keys(split.app)).toEqual(['__proto__']);
    expect('admin' in split.session).toBe(false);
    expect(Object.keys(changeScope('session', { current: { a: 1 }, change: split.session }).state)).toEqual([
      'a',
      '__proto__',
    ]);
  });
});

describe('a change of a scope', () => {
  test('that changes nothing gives the same state back', () => {
    const current = { a: 1 };
    expect(changeScope('session', { current, change: {} })).toEqual({ state: current });
    expect(changeScope('session', { current, change: {} }).state).toBe(current);
  });

  test('leaves the former state as it was', () => {
    const current = { a: 1 };
    expect(changeScope('session', { current, change: { a: 2 } }).state).toEqual({ a: 2 });
    expect(current).toEqual({ a: 1 });
  });

  test('that would make it too large names the scope', () => {
    const change = { notes: 'x'.repeat(33_000) };
    expect(() => changeScope('user', { current: {}, change })).toThrow(StateTooLargeError);
    expect(() => changeScope('user', { current: {}, change })).toThrow('state of the user would exceed 64 KiB');
  });
});
