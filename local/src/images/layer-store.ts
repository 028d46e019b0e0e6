import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';
import { cloneTree, relocateFiles, relocateLinks } from './clone-tree.ts';
import { inspectTree } from './inspect-tree.ts';
import { sweepUnfinished } from './sweep-unfinished.ts';

/** The build cache: root file systems as they were after an instruction. */
export interface LayerStore {
  /** Keeps a copy of the rootfs as it is after an instruction. */
  saveLayer(key: string, rootfs: string): Promise<void>;
  hasLayer(key: string): Promise<boolean>;
  /** Copies a kept rootfs to a place that is not there yet. */
  restoreLayer(key: string, rootfs: string): Promise<void>;
}

interface LayerRecord {
  readonly relocations: readonly string[];
}

const RECORD = 'layer.json';
/** Least recently used layers beyond this number go at the next start. */
const KEPT_LAYERS = 24;

/** Opens the layers of a folder; what is being made lies in the work folder, of the same disk, until it is whole. */
export async function openLayerStore(options: {
  readonly folder: string;
  readonly workFolder: string;
  readonly now: () => Date;
}): Promise<LayerStore> {
  const { folder, workFolder, now } = options;
  await sweepUnfinished(folder, RECORD);
  await dropOldLayers(folder);
  const inOrder = createSerializer();
  const layerFolder = (key: string) => join(folder, key);
  const readRecord = (key: string) => readJsonFile<LayerRecord>(join(layerFolder(key), RECORD));

  return {
    hasLayer: async (key) => (await readRecord(key)) !== null,
    saveLayer: async (key, rootfs) => {
      const work = join(workFolder, randomUUID());
      const { relocations } = await inspectTree(rootfs);
      // Straight to where it will lie: the paths inside are right from the start.
      await cloneTree(rootfs, join(work, 'rootfs'), []);
      const move = { from: rootfs, to: join(layerFolder(key), 'rootfs') };
      await relocateFiles(join(work, 'rootfs'), { ...move, files: relocations });
      await relocateLinks(join(work, 'rootfs'), { from: join(work, 'rootfs'), to: move.to });
      await writeJsonFile(join(work, RECORD), { relocations } satisfies LayerRecord);
      await inOrder(async () => {
        await rm(layerFolder(key), { recursive: true, force: true });
        await rename(work, layerFolder(key));
      });
    },
    restoreLayer: async (key, rootfs) => {
      const layer = await readRecord(key);
      if (!layer) throw new Error(`The build cache has lost the layer ${key}. Build again.`);
      await cloneTree(join(layerFolder(key), 'rootfs'), rootfs, layer.relocations);
      await utimes(layerFolder(key), now(), now());
    },
  };
}

async function dropOldLayers(folder: string): Promise<void> {
  const names = await readdir(folder);
  const aged = await Promise.all(
    names.map(async (name) => ({ name, usedAtMs: (await stat(join(folder, name))).mtimeMs })),
  );
  for (const { name } of aged.sort((a, b) => b.usedAtMs - a.usedAtMs).slice(KEPT_LAYERS)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
