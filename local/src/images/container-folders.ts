import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManagedProcess, Processes } from '../processes/processes.ts';
import { type ContainerRequest, startContainer } from './container.ts';
import type { StoredImage } from './image.ts';
import type { LocalImageStore } from './image-store.ts';

/** A container of an image that is kept. */
export interface StoredContainerRequest extends ContainerRequest {
  readonly image: StoredImage;
}

/** Starts containers that each have a file system of their own, gone when they end. */
export interface ContainerFolders {
  /** @throws Error when the command or the working directory is not there. */
  start(request: StoredContainerRequest): Promise<ManagedProcess>;
}

/**
 * As in Cloud Run, what an instance writes is its own and does not outlive it: neither the image nor another instance
 * sees it. Big files, such as weights, are shared with the image; the rest is a copy.
 */
export async function createContainerFolders(options: {
  readonly folder: string;
  readonly images: Pick<LocalImageStore, 'copyImage'>;
  readonly processes: Processes;
}): Promise<ContainerFolders> {
  const { folder, images, processes } = options;
  // What a twin that was killed left.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return {
    start: async (request) => {
      const rootfs = join(folder, randomUUID());
      const remove = () => rm(rootfs, { recursive: true, force: true });
      try {
        await images.copyImage(request.image, rootfs);
        const child = await startContainer({ ...request, image: { ...request.image, rootfs } }, { processes });
        // What cannot be removed now, such as a file that a dying process still holds, goes at the next start.
        void child.exited.then(remove).catch(() => undefined);
        return child;
      } catch (error) {
        await remove();
        throw error;
      }
    },
  };
}
