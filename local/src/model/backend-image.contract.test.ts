import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ollama } from 'ollama';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBaseImages } from '../images/base-images.ts';
import { buildImage } from '../images/build-image.ts';
import { startContainer } from '../images/container.ts';
import type { StoredImage } from '../images/image.ts';
import { createImageStore, type LocalImageStore } from '../images/image-store.ts';
import { freePort } from '../loopback/free-port.ts';
import { waitForHttp } from '../loopback/wait-for-http.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { launcherInstaller } from './install/launcher-installer.ts';
import { machineOf } from './machine.ts';

const BACKEND = fileURLToPath(new URL('../../../backend', import.meta.url));

let folder: string;
let images: LocalImageStore;
let processes: Processes;
let image: StoredImage;
let log = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-backend-'));
  images = await createImageStore({ folder: join(folder, 'images') });
  processes = await createProcesses();
  image = await build({ MODEL: 'gemma3:270m' });
});
afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function build(
  buildArgs: Record<string, string>,
  environment: Record<string, string> = {},
): Promise<StoredImage> {
  const ollama = await launcherInstaller({
    machine: machineOf({ ...process.env, ...environment }, homedir()),
    nodePath: process.execPath,
    weightsVersion: 'test',
  });
  log = '';
  return await buildImage({
    contextFolder: BACKEND,
    dockerfile: 'Dockerfile',
    buildArgs,
    target: null,
    noCache: false,
    images,
    baseImages: createBaseImages({ node: { execPath: process.execPath, version: process.version }, ollama }),
    processes,
    machineEnv: {},
    log: (text) => {
      log += text;
    },
    signal: new AbortController().signal,
  });
}

test('the image carries the weights in the layout of Ollama, and says what the codelab says', async () => {
  expect(image.config.env).toMatchObject({
    OLLAMA_HOST: '0.0.0.0:8080',
    OLLAMA_MODELS: '/models',
    OLLAMA_DEBUG: 'false',
    OLLAMA_KEEP_ALIVE: '-1',
    MODEL: 'gemma3:270m',
  });
  expect([...image.config.entrypoint, ...image.config.cmd]).toEqual(['ollama', 'serve']);
  const manifest: unknown = JSON.parse(
    await readFile(join(image.rootfs, 'models/manifests/registry.ollama.ai/library/gemma3/270m'), 'utf8'),
  );
  expect(manifest).toMatchObject({ schemaVersion: 2 });
  const { layers } = manifest as { layers: { digest: string; size: number }[] };
  for (const { digest, size } of layers) {
    expect((await stat(join(image.rootfs, 'models/blobs', digest.replace(':', '-')))).size).toBe(size);
  }
  expect(processes.list()).toEqual([]);
});

test('a container of it answers a chat, with the environment of the image', async () => {
  const port = await freePort();
  let output = '';
  const child = await startContainer(
    {
      name: 'backend',
      image,
      env: { OLLAMA_NUM_PARALLEL: '4' },
      portMap: { 8080: port },
      onOutput: ({ text }) => {
        output += text;
      },
    },
    { processes },
  );
  await waitForHttp({ url: `http://127.0.0.1:${port}/`, child, timeoutMs: 30_000 });
  const client = new Ollama({ host: `http://127.0.0.1:${port}` });
  const answer = await client.chat({
    model: 'gemma3:270m',
    messages: [{ role: 'user', content: 'Why are poison dart frogs so brightly colored?' }],
    options: { seed: 1 },
  });
  expect(answer.message.content.length).toBeGreaterThan(10);
  const [running] = (await client.ps()).models;
  // -1 in the image: never unload.
  expect(new Date(running?.expires_at ?? 0).getFullYear()).toBeGreaterThan(2200);
  expect(output).toContain('4 lanes');
  expect(await child.stop()).toEqual({ code: 0, signal: null });
});

test('a second build is nothing but cache, and another model reuses the layers before it', async () => {
  expect((await build({ MODEL: 'gemma3:270m' })).digest).toBe(image.digest);
  expect(log).not.toContain('Running in');
  const other = await build({ MODEL: 'smollm2:135m' });
  expect(other.config.env['MODEL']).toBe('smollm2:135m');
  expect(log).toContain('success');
  expect(other.digest).not.toBe(image.digest);
});

test('weights that are not there fail the build with the reason, and leave no process', async () => {
  const gguf = join(folder, 'missing.gguf');
  await expect(build({ MODEL: 'gemma3:1b' }, { PROVING_GROUND_GGUF: gguf })).rejects.toThrow('Dockerfile:');
  expect(log).toContain(`${gguf} is no GGUF file`);
  expect(processes.list()).toEqual([]);
});
