import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from './lock.ts';
import { openStateFolder, wipeStateFolder } from './state-folder.ts';

let repo: string;
beforeEach(async () => {
  repo = await mkdtemp(join(tmpdir(), 'pg-state-'));
});
afterEach(() => rm(repo, { recursive: true, force: true }));

describe('the state folder', () => {
  test('is made when it is not there, and taken again when it is', async () => {
    const folder = await openStateFolder(repo, '.local');
    await writeFile(join(folder, 'tasks.sqlite'), 'data');
    expect(await openStateFolder(repo, '.local')).toBe(folder);
    expect(await readdir(folder)).toContain('tasks.sqlite');
  });

  test.each(['.', '..', '../elsewhere', '/tmp'])('"%s" is refused: it is not inside the repository', async (path) => {
    await expect(openStateFolder(repo, path)).rejects.toThrow(/inside the repository/);
  });

  test("somebody else's folder is refused and left as it is", async () => {
    await mkdir(join(repo, 'functions'));
    await writeFile(join(repo, 'functions/index.ts'), 'precious');
    await expect(openStateFolder(repo, 'functions')).rejects.toThrow(/not Proving Ground's/);
    expect(await readdir(join(repo, 'functions'))).toEqual(['index.ts']);
  });

  test('is empty after a wipe, but stays ours and locked', async () => {
    const folder = await openStateFolder(repo, '.local');
    await takeLock(folder);
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data/x'), 'x');
    await wipeStateFolder(folder);
    expect((await readdir(folder)).sort()).toEqual(['.proving-ground-state', 'lock.json']);
  });
});

describe('the lock', () => {
  test('is held by one process until it lets go', async () => {
    const lock = await takeLock(repo);
    expect(await takeLock(repo)).toEqual({ heldBy: process.pid });
    if ('release' in lock) await lock.release();
    expect(await takeLock(repo)).toHaveProperty('release');
  });

  test.each([
    { what: 'a process that is gone', content: '{"pid":2147483646}' },
    { what: 'a half-written file', content: '{"pi' },
  ])('of $what counts for nothing', async ({ content }) => {
    await writeFile(join(repo, 'lock.json'), content);
    expect(await takeLock(repo)).toHaveProperty('release');
  });
});
