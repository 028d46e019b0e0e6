import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createImageStore, type LocalImageStore } from './image-store.ts';

const CONFIG = { env: {}, entrypoint: [], cmd: ['x'], workdir: '/', user: '', exposedPorts: [], labels: {} };
const NAME = 'europe-west1-docker.pkg.dev/p/r/i';

let folder: string;
let store: LocalImageStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-images-'));
  store = await createImageStore({ folder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Commits an image of the given files. */
async function commit(files: Record<string, string>, key = 'key', config = CONFIG) {
  const work = await store.createWorkFolder();
  await mkdir(join(work, 'rootfs'));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(work, 'rootfs', name), content.replaceAll('ROOT', join(work, 'rootfs')));
  return await store.commit(work, config, key);
}

test('the same content is the same image, whatever key it was built under', async () => {
  const first = await commit({ a: '1' }, 'k1');
  expect(await commit({ a: '1' }, 'k2')).toEqual(first);
  expect((await commit({ a: '2' })).digest).not.toBe(first.digest);
  expect((await commit({ a: '1' }, 'k3', { ...CONFIG, cmd: ['y'] })).digest).not.toBe(first.digest);
  expect((await store.findByCacheKey('k2'))?.digest).toBe(first.digest);
});

test('a file that names its own rootfs follows it, and does not change the digest', async () => {
  const first = await commit({ run: 'exec ROOT/app' });
  const again = await commit({ run: 'exec ROOT/app' });
  expect(again.digest).toBe(first.digest);
  expect(await readFile(join(first.rootfs, 'run'), 'utf8')).toBe(`exec ${first.rootfs}/app`);
});

test('an image is found by tag, and by digest in the repository it was pushed to', async () => {
  const image = await commit({ a: '1' });
  expect(await store.resolve(`${NAME}@${image.digest}`)).toBeNull();
  await store.tag(`${NAME}:v1`, image.digest);
  expect(await store.resolve(`${NAME}:v1`)).toEqual(image);
  expect(await store.resolve(`${NAME}@${image.digest}`)).toEqual(image);
  expect(await store.resolve(`europe-west1-docker.pkg.dev/p/r/other@${image.digest}`)).toBeNull();
  expect(await store.resolve(`${NAME}:v2`)).toBeNull();
});

test.each(['../../x:y', 'a:../b', 'A:b', `a@sha256:${'0'.repeat(64)}`])(
  'the hostile reference %s is refused',
  async (reference) => {
    const image = await commit({ a: '1' });
    expect(await store.resolve(reference)).toBeNull();
    await expect(store.tag(reference, image.digest)).rejects.toThrow('invalid reference format');
    expect(await readdir(folder)).not.toContain('tags.json');
  },
);

test('a digest that is a path finds nothing', async () => {
  await expect(store.tag(`${NAME}:v1`, 'sha256:../../../etc')).rejects.toThrow('There is no image');
});

test('tags survive a restart; what was never finished does not', async () => {
  const image = await commit({ a: '1' });
  await store.tag(`${NAME}:v1`, image.digest);
  const abandoned = await store.createWorkFolder();
  await mkdir(join(folder, 'images', 'half', 'rootfs'), { recursive: true });
  store = await createImageStore({ folder });
  expect(await store.list()).toEqual([{ reference: `${NAME}:v1`, image }]);
  expect(existsSync(abandoned)).toBe(false);
  expect(await readdir(join(folder, 'images'))).toEqual([image.digest.slice('sha256:'.length)]);
});

test('images that no tag names and nobody uses are removed on demand', async () => {
  const kept = await commit({ a: '1' }, 'k1');
  const gone = await commit({ a: '2' }, 'k2');
  const used = await commit({ a: '3' }, 'k3');
  await store.tag(`${NAME}:v1`, kept.digest);
  expect(await store.removeUntagged(new Set([used.digest]))).toEqual([gone.digest]);
  expect(await store.findByCacheKey('k2')).toBeNull();
});

test('concurrent tags are all kept', async () => {
  const image = await commit({ a: '1' });
  await Promise.all(Array.from({ length: 20 }, (_, index) => store.tag(`${NAME}:v${index}`, image.digest)));
  expect(await store.list()).toHaveLength(20);
});

test('a layer shares big files and copies small ones; links into it follow', async () => {
  const work = await store.createWorkFolder();
  const rootfs = join(work, 'rootfs');
  await mkdir(rootfs);
  await writeFile(join(rootfs, 'weights'), Buffer.alloc(17 * 1024 * 1024));
  await writeFile(join(rootfs, 'small'), 'x');
  await symlink(join(rootfs, 'small'), join(rootfs, 'link'));
  await store.saveLayer('key', rootfs);
  const again = join(await store.createWorkFolder(), 'rootfs');
  await store.restoreLayer('key', again);
  const [one, two] = await Promise.all([stat(join(rootfs, 'weights')), stat(join(again, 'weights'))]);
  expect(two.ino).toBe(one.ino);
  expect((await stat(join(again, 'small'))).ino).not.toBe((await stat(join(rootfs, 'small'))).ino);
  expect(await readFile(join(again, 'link'), 'utf8')).toBe('x');
  await writeFile(join(again, 'small'), 'changed');
  expect(await readFile(join(rootfs, 'link'), 'utf8')).toBe('x');
});
