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

/** A job that has the lock, until it is told to end. */
async function holdLock() {
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const ended = withFileLock({ file: file(), signal, onWait: () => undefined }, () => {
    entered.resolve();
    return release.promise;
  });
  await entered.promise;
  return { release: release.resolve, ended };
}

test('a second job waits, says so once, and runs when the first has ended', async () => {
  const { release, ended } = await holdLock();
  let waits = 0;
  let hasRun = false;
  const saidSo = Promise.withResolvers<void>();
  const onWait = () => {
    waits += 1;
    saidSo.resolve();
  };
  const waiting = withFileLock({ file: file(), signal, onWait }, async () => {
    hasRun = true;
  });
  await saidSo.promise;
  expect(hasRun).toBe(false);
  release();
  await Promise.all([ended, waiting]);
  expect({ hasRun, waits }).toEqual({ hasRun: true, waits: 1 });
});

test('a job that fails gives the lock back; whoever gives up waiting never runs', async () => {
  await expect(
    withFileLock({ file: file(), signal, onWait: () => undefined }, () => Promise.reject(new Error('no'))),
  ).rejects.toThrow('no');
  const caller = new AbortController();
  const { release, ended } = await holdLock();
  let hasRun = false;
  const waiting = withFileLock({ file: file(), signal: caller.signal, onWait: () => caller.abort() }, async () => {
    hasRun = true;
  });
  await expect(waiting).rejects.toThrow('aborted');
  release();
  await ended;
  expect(hasRun).toBe(false);
});
