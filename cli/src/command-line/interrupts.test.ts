import { expect, test, vi } from 'vitest';
import { createInterrupts } from './interrupts.ts';

test('the first Ctrl-C aborts what goes on, the second gives up', () => {
  const giveUp = vi.fn<() => void>();
  const { current, raise } = createInterrupts(giveUp);
  const signal = current();
  expect(current()).toBe(signal);
  raise();
  expect(signal.aborted).toBe(true);
  expect(giveUp).not.toHaveBeenCalled();
  raise();
  expect(giveUp).toHaveBeenCalledTimes(1);
});

test('after one that was dealt with, the next aborts what goes on then', () => {
  const giveUp = vi.fn<() => void>();
  const { next, raise } = createInterrupts(giveUp);
  const first = next();
  expect(next()).toBe(first);
  raise();
  const second = next();
  expect(second.aborted).toBe(false);
  raise();
  expect(second.aborted).toBe(true);
  expect(giveUp).not.toHaveBeenCalled();
});

test('while nothing goes on that could be aborted, it gives up at once', () => {
  const giveUp = vi.fn<() => void>();
  createInterrupts(giveUp).raise();
  expect(giveUp).toHaveBeenCalledTimes(1);
});
