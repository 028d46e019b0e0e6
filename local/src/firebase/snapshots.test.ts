import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSnapshots } from './snapshots.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-snapshots-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const writing = (text: string) => (path: string) => writeFile(join(path, 'data'), text);
const currentData = async () => {
  const path = await openSnapshots(folder).current();
  return path === null ? null : await readFile(join(path, 'data'), 'utf8');
};

test('an empty folder has no snapshot', async () => {
  expect(await currentData()).toBeNull();
});

test('the newest snapshot is the current one and the only one kept', async () => {
  const snapshots = openSnapshots(folder);
  await snapshots.take(writing('one'));
  await snapshots.take(writing('two'));
  expect(await currentData()).toBe('two');
  expect((await readdir(folder)).filter((name) => name.startsWith('snapshot'))).toHaveLength(1);
});

test('an export that breaks off leaves the snapshot of before in place, and the next one works', async () => {
  const snapshots = openSnapshots(folder);
  await snapshots.take(writing('one'));
  const breaking = snapshots.take(async (path) => {
    await writeFile(join(path, 'data'), 'half');
    throw new Error('killed');
  });
  await expect(breaking).rejects.toThrow('killed');
  expect(await currentData()).toBe('one');
  await snapshots.take(writing('two'));
  expect(await currentData()).toBe('two');
});

test('a snapshot that is not complete is not started from', async () => {
  await openSnapshots(folder).take(writing('one'));
  await unlink(join(folder, 'snapshot-1', 'complete'));
  expect(await currentData()).toBeNull();
});
