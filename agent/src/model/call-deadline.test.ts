import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallDeadline } from './call-deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const openDeadline = (abortSignal?: AbortSignal) =>
  new CallDeadline({ abortSignal, firstByteTimeoutSeconds: 10, totalTimeoutSeconds: 60 });

describe('the deadline of a call', () => {
  test('ends a call that does not begin to answer', () => {
    using deadline = openDeadline();
    vi.advanceTimersByTime(9_999);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({
      code: 'BACKEND_TIMEOUT',
      message: 'The model server did not begin to answer within 10 s',
    });
  });

  test('ends a call that began and does not finish', () => {
    using deadline = openDeadline();
    deadline.firstByteArrived();
    vi.advanceTimersByTime(59_999);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({ message: 'The model server did not finish its answer within 60 s' });
  });

  test('ends the call when the caller goes', () => {
    const caller = new AbortController();
    using deadline = openDeadline(caller.signal);
    caller.abort('gone');
    expect(deadline.signal.reason).toBe('gone');
  });

  test('ends a call that is left before its end, and leaves a complete one alone', () => {
    const left = openDeadline();
    left[Symbol.dispose]();
    expect(left.signal.aborted).toBe(true);

    const complete = openDeadline();
    complete.complete();
    complete[Symbol.dispose]();
    expect(complete.signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
