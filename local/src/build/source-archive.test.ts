import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { list } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packSources } from './source-archive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-archive-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function aTree(name: string, content = 'FROM scratch\n') {
  const root = join(folder, name);
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, 'Dockerfile'), content);
  await writeFile(join(root, 'dist/server.js'), 'serve()');
  return root;
}
const FILES = ['dist/server.js', 'Dockerfile'];

test('two trees of the same content give the same bytes, whenever and by whomever they were written', async () => {
  const [one, two] = [await aTree('one'), await aTree('two')];
  await utimes(join(two, 'Dockerfile'), 1, 1);
  await chmod(join(two, 'Dockerfile'), 0o600);
  const packed = await packSources(one, FILES);
  expect(await packSources(two, FILES.toReversed())).toEqual(packed);
  expect(packed.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('one changed byte gives another hash', async () => {
  const before = await packSources(await aTree('one'), FILES);
  const after = await packSources(await aTree('two', 'FROM scratch \n'), FILES);
  expect(after.sha256).not.toBe(before.sha256);
});

test('the archive holds the files under their own paths, with no time and no owner', async () => {
  const { bytes } = await packSources(await aTree('one'), FILES);
  const entries: object[] = [];
  const reader = list({ onReadEntry: ({ path, mtime, uid }) => entries.push({ path, mtime, uid }) });
  reader.end(gunzipSync(bytes));
  expect(entries).toEqual([
    { path: 'Dockerfile', mtime: new Date(0), uid: undefined },
    { path: 'dist/server.js', mtime: new Date(0), uid: undefined },
  ]);
});

test('a file that is not there is an error, not a smaller archive', async () => {
  await expect(packSources(await aTree('one'), [...FILES, 'missing'])).rejects.toThrow(/missing/);
});
