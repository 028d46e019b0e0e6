import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from './with-file-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;
const file = () => join(folder, 'locks/x.lock');

test('a second job waits, says so once, and runs when the first has ended', async () => {
  const first = Promise.withResolvers<void>();
  const order: string[] = [];
  const waits = Promise.withResolvers<void>();
  const holding = withFileLock({ file: file(), signal, onWait: () => undefined }, async () => {
    await first.promise;
    order.push('first');
  });
  const waiting = withFileLock({ file: file(), signal, onWait: () => waits.resolve() }, async () =>
    order.push('second'),
  );
  await waits.promise;
  expect(order).toEqual([]);
  first.resolve();
  await Promise.all([holding, waiting]);
  expect(order).toEqual(['first', 'second']);
});

test('a job that fails gives the lock back; whoever gives up waiting never runs', async () => {
  await expect(
    withFileLock({ file: file(), signal, onWait: () => undefined }, () => Promise.reject(new Error('no'))),
  ).rejects.toThrow('no');
  const caller = new AbortController();
  const first = Promise.withResolvers<void>();
  const holding = withFileLock({ file: file(), signal, onWait: () => undefined }, () => first.promise);
  let hasRun = false;
  const waiting = withFileLock({ file: file(), signal: caller.signal, onWait: () => caller.abort() }, async () => {
    hasRun = true;
  });
  await expect(waiting).rejects.toThrow('aborted');
  first.resolve();
  await holding;
  expect(hasRun).toBe(false);
});
