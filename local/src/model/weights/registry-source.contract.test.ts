import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort } from '../../loopback/free-port.ts';
import { parseModelName } from '../model-name.ts';
import { ModelStore } from '../store/model-store.ts';
import { type FakeRegistry, startFakeRegistry } from '../testing/fake-registry.ts';
import type { PullProgress } from './pull-progress.ts';
import { registrySource } from './registry-source.ts';

const weights = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

let folder: string;
let cache: ModelStore;
let registry: FakeRegistry;
let progress: PullProgress[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-registry-'));
  cache = new ModelStore(join(folder, 'cache'));
  registry = await startFakeRegistry(weights);
  progress = [];
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const weightsFile = () => cache.blobFile(registry.weightsDigest);
const weightsRequests = () => registry.requests.filter((request) => request.includes(registry.weightsDigest));

async function pull(model = 'tiny:1b', more: { readonly url?: string; readonly signal?: AbortSignal } = {}) {
  const name = parseModelName(model);
  if (!name) throw new Error(model);
  return await registrySource({ baseUrl: more.url ?? registry.url, retryDelayMs: 0 }).fetch({
    name,
    cache,
    onProgress: (step) => progress.push(step),
    signal: more.signal ?? new AbortController().signal,
  });
}

test('manifest and blobs come by the protocol of Ollama, with progress in its words', async () => {
  expect(await pull()).toEqual({ manifestText: registry.manifestText, blobs: new Map() });
  expect(await readFile(weightsFile())).toEqual(weights);
  expect(progress[0]).toEqual({ status: 'pulling manifest' });
  const short = registry.weightsDigest.slice('sha256:'.length, 'sha256:'.length + 12);
  expect(progress).toContainEqual({
    status: `pulling ${short}`,
    digest: registry.weightsDigest,
    total: weights.length,
    completed: weights.length,
  });
});

test('a model that it does not have is null; blobs that are there are not fetched again', async () => {
  expect(await pull('other:1b')).toBeNull();
  await pull();
  await pull();
  expect(weightsRequests()).toHaveLength(1);
});

test('a connection that is cut is continued where it broke, by Range', async () => {
  registry.misbehave((response, blob) => {
    response.writeHead(200, { 'content-length': blob.length });
    response.write(blob.subarray(0, 100_000));
    // Only what is on disk can be gone on from: a cut throws away what is still on its way there.
    void vi
      .waitFor(async () => expect((await stat(`${weightsFile()}.partial`)).size).toBeGreaterThan(0))
      .finally(() => response.destroy());
  });
  await pull();
  expect(await readFile(weightsFile())).toEqual(weights);
  expect(weightsRequests()[1]).toMatch(/ bytes=\d+-$/);
});

test('what an earlier run left is continued by the next', async () => {
  await mkdir(dirname(weightsFile()), { recursive: true });
  await writeFile(`${weightsFile()}.partial`, weights.subarray(0, 123_456));
  await pull();
  expect(weightsRequests()).toEqual([expect.stringMatching(/ bytes=123456-$/)]);
  expect(await readFile(weightsFile())).toEqual(weights);
});

test('a server that ignores the range is read from the start', async () => {
  await mkdir(dirname(weightsFile()), { recursive: true });
  await writeFile(`${weightsFile()}.partial`, weights.subarray(0, 123_456));
  registry.misbehave((response, blob) => response.writeHead(200).end(blob));
  await pull();
  expect(await readFile(weightsFile())).toEqual(weights);
});

test('other bytes than asked for are refused and thrown away; the next attempt begins anew', async () => {
  registry.misbehave((response, blob) => response.writeHead(200).end(Buffer.from(blob).fill(7, 0, 10)));
  await expect(pull()).rejects.toThrow('digest mismatch');
  await expect(stat(weightsFile())).rejects.toThrow('ENOENT');
  await expect(stat(`${weightsFile()}.partial`)).rejects.toThrow('ENOENT');
  await pull();
  expect(await readFile(weightsFile())).toEqual(weights);
});

test('more bytes than the manifest says are other bytes', async () => {
  registry.misbehave((response, blob) => response.writeHead(200).end(Buffer.concat([blob, blob])));
  await expect(pull()).rejects.toThrow('digest mismatch');
});

test('a server that gives nothing is given up after three vain attempts', async () => {
  for (const status of [500, 503, 429]) registry.misbehave((response) => response.writeHead(status).end());
  await expect(pull()).rejects.toThrow(/cannot be downloaded: .*the registry answered 429/);
  expect(weightsRequests()).toHaveLength(3);
});

test('a registry that is not there is an error at once', async () => {
  await expect(pull('tiny:1b', { url: `http://127.0.0.1:${await freePort()}` })).rejects.toThrow('fetch failed');
});

test('a pull that is given up ends with the reason and keeps what it has', async () => {
  const caller = new AbortController();
  registry.misbehave((response, blob) => {
    response.writeHead(200, { 'content-length': blob.length });
    response.write(blob.subarray(0, 1_000));
  });
  const pulling = pull('tiny:1b', { signal: caller.signal });
  const waitForBytes = async () => {
    while (!progress.some(({ completed }) => completed === 1_000)) await new Promise(setImmediate);
  };
  await waitForBytes();
  caller.abort(new Error('given up'));
  await expect(pulling).rejects.toThrow('given up');
});
