import { effect } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { listen } from './listen.ts';
import type { LiveState } from './live-state.ts';

function source() {
  const stop = vi.fn();
  const tell: { next: (state: LiveState<number>) => void; fail: (error: unknown) => void } = {
    next: () => undefined,
    fail: () => undefined,
  };
  const start = vi.fn((next: (state: LiveState<number>) => void, fail: (error: unknown) => void) => {
    Object.assign(tell, { next, fail });
    return stop;
  });
  return { live: listen('Reading', start), start, stop, tell };
}

test('nothing listens until somebody reads, and nothing when nobody reads any more', () => {
  const { live, start, stop } = source();
  expect(start).not.toHaveBeenCalled();
  const leave = effect(() => void live.state.value);
  const leaveToo = effect(() => void live.state.value);
  expect(start).toHaveBeenCalledOnce();
  leave();
  expect(stop).not.toHaveBeenCalled();
  leaveToo();
  expect(stop).toHaveBeenCalledOnce();
});

test('readers see what comes', () => {
  const { live, tell } = source();
  const seen: unknown[] = [];
  const leave = effect(() => void seen.push(live.state.value));
  tell.next({ kind: 'ready', value: 1 });
  tell.next({ kind: 'ready', value: 2 });
  leave();
  expect(seen).toEqual([{ kind: 'loading' }, { kind: 'ready', value: 1 }, { kind: 'ready', value: 2 }]);
});

test('after a failure it listens again when asked to', () => {
  const { live, start, tell } = source();
  const leave = effect(() => void live.state.value);
  tell.fail(Object.assign(new Error('no'), { code: 'permission-denied' }));
  expect(live.state.value).toMatchObject({ kind: 'failed', failure: { reason: 'ROLE_MISSING' } });
  live.retry();
  expect([live.state.value.kind, start.mock.calls.length]).toEqual(['loading', 2]);
  tell.next({ kind: 'ready', value: 3 });
  expect(live.state.value).toEqual({ kind: 'ready', value: 3 });
  leave();
});
