import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BuildUnit, buildIfChanged } from './build-unit.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pg-build-'));
  await mkdir(join(root, 'app/src'), { recursive: true });
  await writeFile(join(root, 'app/src/index.ts'), 'one');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const output = () => join(root, 'app/dist/index.js');
const aUnit = (build: () => Promise<void>): BuildUnit => ({
  name: 'app',
  inputs: ['app', 'not-there'],
  outputFolder: 'app/dist',
  outputs: ['index.js'],
  build,
});
const writing = () =>
  vi.fn<() => Promise<void>>(async () => {
    await mkdir(join(root, 'app/dist'), { recursive: true });
    await writeFile(output(), 'built');
  });

test('the first build builds and the second has nothing to do', async () => {
  const build = writing();
  expect(await buildIfChanged(aUnit(build), root)).toBe('built');
  expect(await buildIfChanged(aUnit(build), root)).toBe('unchanged');
  expect(build).toHaveBeenCalledTimes(1);
});

test.each([
  { what: 'a changed source', change: () => writeFile(join(root, 'app/src/index.ts'), 'two') },
  { what: 'a new source', change: () => writeFile(join(root, 'app/src/new.ts'), '') },
  { what: 'a deleted output', change: () => rm(output()) },
])('$what is built again', async ({ change }) => {
  await buildIfChanged(aUnit(writing()), root);
  await change();
  expect(await buildIfChanged(aUnit(writing()), root)).toBe('built');
});

test.each(['app/src/index.test.ts', 'app/node_modules/x.js', 'app/.cache'])(
  '%s is no reason to build',
  async (file) => {
    await mkdir(join(root, 'app/node_modules'));
    await buildIfChanged(aUnit(writing()), root);
    await writeFile(join(root, file), 'new');
    expect(await buildIfChanged(aUnit(writing()), root)).toBe('unchanged');
  },
);

test('a failed build is tried again next time', async () => {
  const failing = async () => {
    throw new Error('syntax error');
  };
  await expect(buildIfChanged(aUnit(failing), root)).rejects.toThrow('syntax error');
  expect(await buildIfChanged(aUnit(writing()), root)).toBe('built');
});

test('a build that leaves its output out is an error', async () => {
  await expect(
    buildIfChanged(
      aUnit(async () => undefined),
      root,
    ),
  ).rejects.toThrow('without index.js in app/dist');
});
