import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readlink, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CopyRoot, findSources, hashSources, openContext } from './build-context.ts';
import { copyIntoRootfs } from './copy-into-rootfs.ts';
import type { CopyOperation } from './stage-state.ts';

let folder: string;
let rootfs: string;
let context: CopyRoot;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pg-copy-')));
  rootfs = join(folder, 'rootfs');
  await mkdir(rootfs);
  await mkdir(join(folder, 'context/src/deep'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'secret');
  await writeFile(join(folder, 'context/a.txt'), 'a');
  await writeFile(join(folder, 'context/b.txt'), 'b', { mode: 0o755 });
  await writeFile(join(folder, 'context/src/deep/c.js'), 'c');
  await writeFile(join(folder, 'context/src/skip.log'), 'skip');
  await writeFile(join(folder, 'context/.dockerignore'), '**/*.log\n');
  context = await openContext(join(folder, 'context'), 'Dockerfile');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function copy(sources: readonly string[], destination: string, more: Partial<CopyOperation> = {}): Promise<void> {
  const matches = (await Promise.all(sources.map((source) => findSources(context, source)))).flat();
  const operation: CopyOperation = {
    kind: 'copy',
    from: null,
    sources,
    files: [],
    destination,
    mode: null,
    unpacks: false,
    ...more,
  };
  await copyIntoRootfs(operation, { rootfs, root: context, matches });
}
const read = (path: string) => readFile(join(rootfs, path), 'utf8');

test('a file goes to the named place, into a folder that is there, or into one that is meant', async () => {
  await copy(['a.txt'], '/x');
  await mkdir(join(rootfs, 'there'));
  await copy(['a.txt'], '/there');
  await copy(['a.txt'], '/new/');
  expect([await read('x'), await read('there/a.txt'), await read('new/a.txt')]).toEqual(['a', 'a', 'a']);
});

test("a folder's contents go in, without what .dockerignore leaves out", async () => {
  await copy(['src'], '/app');
  expect(await read('app/deep/c.js')).toBe('c');
  expect(existsSync(join(rootfs, 'app/skip.log'))).toBe(false);
  await expect(copy(['src/skip.log'], '/x')).rejects.toThrow('not found in the build context (or it is excluded');
});

test('patterns match, modes are kept or set', async () => {
  await copy(['*.txt'], '/t/');
  expect((await stat(join(rootfs, 't/b.txt'))).mode & 0o777).toBe(0o755);
  await copy(['a.txt'], '/run', { mode: 0o700 });
  expect((await stat(join(rootfs, 'run'))).mode & 0o777).toBe(0o700);
  await expect(copy(['*.md'], '/t/')).rejects.toThrow('"/*.md" was not found');
});

test('a link of the context that leads out is refused', async () => {
  await symlink(join(folder, 'secret'), join(folder, 'context/out'));
  await symlink('..', join(folder, 'context/up'));
  await expect(copy(['out'], '/x')).rejects.toThrow('forbidden path outside the build context');
  await expect(copy(['up/secret'], '/x')).rejects.toThrow('forbidden path outside the build context');
});

test('a link inside a copied folder is turned back at the root of the image', async () => {
  await symlink('../../../secret', join(folder, 'context/src/deep/up'));
  await symlink('/etc/passwd', join(folder, 'context/src/deep/passwd'));
  await copy(['src'], '/app');
  expect(await readlink(join(rootfs, 'app/deep/passwd'))).toBe(join(rootfs, 'etc/passwd'));
  expect(await readlink(join(rootfs, 'app/deep/up'))).toBe(join(rootfs, 'secret'));
});

test('nothing is written through a link that leads out of the image', async () => {
  await symlink(folder, join(rootfs, 'out'));
  await expect(copy(['a.txt'], '/out/a.txt')).rejects.toThrow('leads out of the image');
  await symlink(join(folder, 'secret'), join(rootfs, 'leaf'));
  await copy(['a.txt'], '/leaf');
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('secret');
  expect(await read('leaf')).toBe('a');
});

test('a destination above the root is the root', async () => {
  await copy(['a.txt'], '/../../x');
  expect(await read('x')).toBe('a');
});

test('the hash follows names, modes and contents', async () => {
  const hash = async () => await hashSources(await findSources(context, 'src'), context);
  const before = await hash();
  expect(await hash()).toBe(before);
  await writeFile(join(folder, 'context/src/skip.log'), 'changed, but ignored');
  expect(await hash()).toBe(before);
  await writeFile(join(folder, 'context/src/deep/c.js'), 'changed');
  expect(await hash()).not.toBe(before);
});
