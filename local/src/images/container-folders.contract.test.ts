import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { type ContainerFolders, createContainerFolders } from './container-folders.ts';
import type { ImageConfig, StoredImage } from './image.ts';
import { createImageStore, type LocalImageStore } from './image-store.ts';

const CONFIG: ImageConfig = {
  env: { NOTES: '/app/notes' },
  entrypoint: ['/app/node', '-e'],
  cmd: ['fs.appendFileSync(process.env.NOTES, "x"); console.log(fs.readFileSync("/app/path", "utf8"))'],
  workdir: '/app',
  user: '',
  exposedPorts: [],
  labels: {},
};

let folder: string;
let processes: Processes;
let images: LocalImageStore;
let containers: ContainerFolders;
let image: StoredImage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-containers-'));
  processes = await createProcesses();
  images = await createImageStore({ folder: join(folder, 'images') });
  const work = await images.createWorkFolder();
  const app = join(work, 'rootfs/app');
  await mkdir(app, { recursive: true });
  await symlink(process.execPath, join(app, 'node'));
  await writeFile(join(app, 'notes'), 'image ');
  // As a RUN writes it: the folder's own path, which moves with the folder.
  await writeFile(join(app, 'path'), `at ${app}`);
  image = await images.commit(work, CONFIG, 'key');
  containers = await createContainerFolders({ folder: join(folder, 'containers'), images, processes });
});
afterEach(async () => {
  await processes[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const left = () => readdir(join(folder, 'containers'));

test('a container writes into its own copy, finds its own paths there, and leaves nothing', async () => {
  let output = '';
  const child = await containers.start({
    name: 'one',
    image,
    portMap: {},
    onOutput: ({ text }) => {
      output += text;
    },
  });
  const [own] = await left();
  expect(await child.exited).toEqual({ code: 0, signal: null });
  expect(output).toBe(`at ${join(folder, 'containers', String(own), 'app')}\n`);
  expect(await readFile(join(image.rootfs, 'app/notes'), 'utf8')).toBe('image ');
  await vi.waitFor(async () => expect(await left()).toEqual([]));
});

test('a container that cannot start leaves nothing', async () => {
  await expect(containers.start({ name: 'one', image, portMap: {}, argv: ['/app/missing'] })).rejects.toThrow(
    'exec: "/app/missing": executable file not found',
  );
  expect(await left()).toEqual([]);
});

test('what a killed twin left is gone at the next start', async () => {
  await mkdir(join(folder, 'containers/old/app'), { recursive: true });
  await createContainerFolders({ folder: join(folder, 'containers'), images, processes });
  expect(existsSync(join(folder, 'containers/old'))).toBe(false);
});
