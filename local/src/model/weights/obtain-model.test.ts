import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseModelName } from '../model-name.ts';
import { ggufContent } from '../store/gguf-content.ts';
import { ModelStore } from '../store/model-store.ts';
import { tinyGguf } from '../testing/tiny-gguf.ts';
import { type ObtainRequest, obtainModel } from './obtain-model.ts';
import type { WeightsSource } from './weights-source.ts';

let folder: string;
let cache: ModelStore;
let asked: string[];
let statuses: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-obtain-'));
  cache = new ModelStore(join(folder, 'cache'));
  asked = [];
  statuses = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ggufFile(name: string): Promise<string> {
  const file = join(folder, `${name}.gguf`);
  await writeFile(file, tinyGguf({ 'general.name': name }));
  return file;
}

const source = (label: string, fetch: WeightsSource['fetch']): WeightsSource => ({
  label,
  fetch: async (request) => {
    asked.push(label);
    return await fetch(request);
  },
});
const having = (label: string) =>
  source(label, async () => await ggufContent({ kind: 'foreign', path: await ggufFile(label) }));
const broken = (label: string) =>
  source(label, async () => {
    throw new Error('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') });
  });
const empty = (label: string) => source(label, async () => null);

async function obtain(sources: readonly WeightsSource[], more: Partial<ObtainRequest> = {}) {
  const name = parseModelName('tiny:1b');
  if (!name) throw new Error('no name');
  return await obtainModel({
    name,
    cache,
    sources,
    gguf: null,
    check: 'content',
    onProgress: ({ status }) => statuses.push(status),
    signal: new AbortController().signal,
    ...more,
  });
}

test('the first source that has the model gives it, and from then on the cache does', async () => {
  const first = await obtain([broken('down'), empty('empty'), having('good'), having('late')]);
  expect(asked).toEqual(['down', 'empty', 'good']);
  expect(await obtain([])).toEqual(first);
  expect(statuses.at(-1)).toBe('verifying sha256 digest');
});

test('what was cached and rotted is fetched again', async () => {
  await obtain([having('good')]);
  const [model] = await cache.list();
  await chmod(model?.weightsFile ?? '', 0o644);
  const bytes = await readFile(model?.weightsFile ?? '');
  await writeFile(model?.weightsFile ?? '', bytes.fill(1, bytes.length - 1));
  await obtain([having('good')], { check: 'size' });
  expect(asked).toEqual(['good']);
  await obtain([having('good')], { check: 'content' });
  expect(asked).toEqual(['good', 'good']);
});

test('a file that the person named goes before everything, and never into the cache', async () => {
  const gguf = await ggufFile('mine');
  const { blobs } = await obtain([having('good')], { gguf });
  expect([...blobs.values()]).toContainEqual({ kind: 'foreign', path: gguf });
  expect(asked).toEqual([]);
  expect(await cache.list()).toEqual([]);
});

test('when nobody has it, the message says what each said and which ways out there are', async () => {
  await expect(obtain([broken('the registry'), empty('the index')])).rejects.toThrow(
    /^The weights of tiny:1b are not on this machine and cannot be brought here\.\n {2}- the registry: fetch failed \(getaddrinfo ENOTFOUND\)\n {2}- the index: does not have it\n.*OLLAMA_HOST.*PROVING_GROUND_GGUF/s,
  );
});

test('two at once fetch it once', async () => {
  const slow = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const file = await ggufFile('slow');
  const sources = [
    source('slow', async () => {
      begun.resolve();
      await slow.promise;
      return await ggufContent({ kind: 'foreign', path: file });
    }),
  ];
  const first = obtain(sources);
  await begun.promise;
  const waits = Promise.withResolvers<void>();
  const second = obtain(sources, { onProgress: () => waits.resolve() });
  await waits.promise;
  slow.resolve();
  expect(await second).toEqual(await first);
  expect(asked).toEqual(['slow']);
});

test('a caller that gives up gets its own reason, not a list of sources', async () => {
  const caller = new AbortController();
  const leaving = source('slow', async () => {
    caller.abort(new Error('given up'));
    throw new Error('aborted');
  });
  await expect(obtain([leaving, having('late')], { signal: caller.signal })).rejects.toThrow('given up');
  expect(asked).toEqual(['slow']);
});
