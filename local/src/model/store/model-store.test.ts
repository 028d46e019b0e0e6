import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ModelName } from '../model-name.ts';
import { parseModelName } from '../model-name.ts';
import { tinyGguf } from '../testing/tiny-gguf.ts';
import { ggufContent } from './gguf-content.ts';
import { ModelStore } from './model-store.ts';

let folder: string;
let gguf: string;
let store: ModelStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-store-'));
  gguf = join(folder, 'tiny.gguf');
  await writeFile(gguf, tinyGguf({ 'tokenizer.chat_template': '{{ messages }}' }));
  store = new ModelStore(join(folder, 'models'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function named(text: string): ModelName {
  const name = parseModelName(text);
  if (!name) throw new Error(text);
  return name;
}

async function stored(text = 'tiny:1b') {
  await store.put(named(text), await ggufContent({ kind: 'foreign', path: gguf }));
  const model = await store.find(named(text));
  if (!model) throw new Error('not stored');
  return model;
}

test('a bare GGUF file becomes a model in the layout of Ollama', async () => {
  const model = await stored();
  expect(model.details).toMatchObject({ format: 'gguf', family: 'llama', families: ['llama'], parameter_size: '0' });
  expect(await readFile(model.weightsFile)).toEqual(await readFile(gguf));
  expect(model.weightsFile).toMatch(/\/blobs\/sha256-[0-9a-f]{64}$/);
  const manifest = join(store.folder, 'manifests/registry.ollama.ai/library/tiny/1b');
  expect(await readFile(manifest, 'utf8')).toBe(model.manifestText);
  expect(await readdir(join(store.folder, 'blobs'))).toHaveLength(2);
});

test('the same file gives the same manifest wherever and whenever: images depend on it', async () => {
  const first = await ggufContent({ kind: 'foreign', path: gguf });
  const copy = join(folder, 'other.gguf');
  await writeFile(copy, await readFile(gguf));
  expect((await ggufContent({ kind: 'foreign', path: copy })).manifestText).toBe(first.manifestText);
});

test("somebody else's file is copied; what they do to it later changes nothing", async () => {
  const model = await stored();
  await writeFile(gguf, 'changed');
  expect(await store.verify(model)).toBe(true);
});

test('from store to store, blobs are shared and the manifest is the same', async () => {
  const model = await stored();
  const other = new ModelStore(join(folder, 'image/models'));
  await other.put(model.name, store.contentOf(model));
  const copy = await other.find(model.name);
  expect(copy?.digest).toBe(model.digest);
  expect((await stat(copy?.weightsFile ?? '')).ino).toBe((await stat(model.weightsFile)).ino);
  await rm(store.folder, { recursive: true });
  expect(copy && (await other.verify(copy))).toBe(true);
});

test('models are listed by name; what is incomplete is not there', async () => {
  expect(await store.list()).toEqual([]);
  await stored('b:1');
  await stored('me/a:1');
  const model = await stored('c:1');
  expect((await store.list()).map(({ name }) => name.model)).toEqual(['b', 'c', 'a']);
  await chmod(model.weightsFile, 0o644);
  await writeFile(model.weightsFile, 'cut');
  expect(await store.find(model.name)).toBeNull();
  expect(await store.list()).toEqual([]);
});

test('a blob that rotted is found by its content, and thrown away', async () => {
  const model = await stored();
  await chmod(model.weightsFile, 0o644);
  const bytes = await readFile(model.weightsFile);
  bytes[bytes.length - 1] = 1;
  await writeFile(model.weightsFile, bytes);
  expect(await store.find(model.name)).not.toBeNull();
  expect(await store.verify(model)).toBe(false);
  expect(await store.find(model.name)).toBeNull();
  expect(await store.find((await stored()).name)).not.toBeNull();
});

test('content that lacks a blob is refused before its manifest is written', async () => {
  const content = await ggufContent({ kind: 'foreign', path: gguf });
  await expect(store.put(named('tiny'), { ...content, blobs: new Map() })).rejects.toThrow(
    'has no content for sha256:',
  );
  expect(await store.find(named('tiny'))).toBeNull();
});

test('what is no GGUF file is refused by name', async () => {
  await writeFile(gguf, 'not a model');
  await expect(ggufContent({ kind: 'foreign', path: gguf })).rejects.toThrow(`${gguf} is no GGUF file`);
  await expect(ggufContent({ kind: 'foreign', path: join(folder, 'none') })).rejects.toThrow('none is no GGUF file');
});
