import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../loopback/free-port.ts';
import type { Processes } from '../processes/processes.ts';
import { unshareFiles } from './clone-tree.ts';
import { startContainer } from './container.ts';
import { createFolder } from './copy-into-rootfs.ts';
import type { ImageConfig } from './image.ts';
import { findOwnedPaths, pathsToCreate } from './owned-paths.ts';
import type { RunOperation } from './stage-state.ts';

export interface RunRequest {
  readonly rootfs: string;
  readonly config: ImageConfig;
  readonly processes: Processes;
  readonly machineEnv: Readonly<Record<string, string>>;
  readonly standInPrograms: string;
  readonly log: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What `docker kill` gives: nothing. A moment lets a shell end its children by itself. */
const ABORT_GRACE_MS = 300;

/**
 * Runs one RUN to its end.
 *
 * @returns its exit code.
 * @throws the signal's reason when aborted, after every process of the RUN is gone.
 */
export async function runInRootfs(operation: RunOperation, request: RunRequest): Promise<number> {
  const { rootfs, signal } = request;
  signal.throwIfAborted();
  await createFolder(rootfs, operation.workdir);
  await unshareFiles(rootfs);
  const scratch = await Promise.all(operation.scratchFolders.map((path) => makeScratch(rootfs, path)));
  await mkdir(join(rootfs, 'tmp'), { recursive: true });

  const texts = [
    ...operation.argv,
    ...Object.entries(operation.env).flatMap(([name, value]) => (name === 'PATH' ? [] : [value])),
  ];
  const ownedPaths = [...new Set([...(await findOwnedPaths(rootfs)), ...pathsToCreate(texts, existsSync)])];
  const { HOME: home = '/root' } = operation.env;
  await createFolder(rootfs, home);
  const ports = await Promise.all(operation.ports.map(async (port) => [port, await freePort()] as const));
  const child = await startContainer(
    {
      name: 'docker build',
      image: { config: request.config, rootfs, ownedPaths },
      argv: operation.argv,
      env: { ...operation.env, HOME: home },
      workdir: operation.workdir,
      portMap: Object.fromEntries(ports),
      machineEnv: request.machineEnv,
      loopbackIsSelf: true,
      programFolders: [request.standInPrograms],
      onOutput: ({ text }) => request.log(text),
    },
    request,
  );
  const stop = () => void child.stop(ABORT_GRACE_MS);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const exit = await child.exited;
  signal.removeEventListener('abort', stop);
  for (const folder of scratch) await rm(folder, { recursive: true, force: true });
  signal.throwIfAborted();
  return exit.code ?? 137;
}

async function makeScratch(rootfs: string, path: string): Promise<string> {
  const folder = join(rootfs, path);
  const isNew = !existsSync(folder);
  await createFolder(rootfs, path);
  // A folder that the image has itself is used as it is: its content must survive the mount.
  return isNew ? folder : join(folder, '.mounted-by-the-builder');
}
