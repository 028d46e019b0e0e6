import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';
import { cloneTree, relocateFiles, relocateLinks } from './clone-tree.ts';
import type { ImageConfig, ImageStore, StoredImage } from './image.ts';
import { parseImageReference } from './image-reference.ts';
import { inspectTree } from './inspect-tree.ts';
import { type LayerStore, openLayerStore } from './layer-store.ts';
import { findOwnedPaths } from './owned-paths.ts';
import { sweepUnfinished } from './sweep-unfinished.ts';

export interface TaggedImage {
  /** `HOST/PROJECT/REPOSITORY/NAME:TAG`. */
  readonly reference: string;
  readonly image: StoredImage;
}

export interface LocalImageStore extends ImageStore, LayerStore {
  /** A new folder for a build, swept at the next start if it is still there. */
  createWorkFolder(): Promise<string>;
  /** Makes an image of `<workFolder>/rootfs`, which is used up; the same content is the same image. */
  commit(workFolder: string, config: ImageConfig, cacheKey: string): Promise<StoredImage>;
  /** The image that a build with this key produced before. */
  findByCacheKey(cacheKey: string): Promise<StoredImage | null>;
  copyImage(image: StoredImage, rootfs: string): Promise<void>;
  /** Copies a rootfs that is still being built. */
  copyTree(from: string, to: string): Promise<void>;
  untag(reference: string): Promise<void>;
  list(): Promise<readonly TaggedImage[]>;
  /** Deletes the images that no tag names and nobody uses, and returns their digests. */
  removeUntagged(digestsInUse: ReadonlySet<string>): Promise<readonly string[]>;
}

interface ImageRecord {
  readonly digest: string;
  readonly config: ImageConfig;
  readonly ownedPaths: readonly string[];
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly relocations: readonly string[];
}

type Tags = Readonly<Record<string, string>>;

/** Opens the image store of a folder; what an earlier run left unfinished is deleted. */
export async function createImageStore(options: {
  readonly folder: string;
  readonly now?: () => Date;
}): Promise<LocalImageStore> {
  const { now = () => new Date() } = options;
  await mkdir(options.folder, { recursive: true });
  const folder = await realpath(options.folder);
  const place = {
    images: join(folder, 'images'),
    layers: join(folder, 'layers'),
    keys: join(folder, 'keys'),
    work: join(folder, 'work'),
    tags: join(folder, 'tags.json'),
  };
  await rm(place.work, { recursive: true, force: true });
  for (const path of [place.images, place.layers, place.keys, place.work]) await mkdir(path, { recursive: true });
  await sweepUnfinished(place.images, 'config.json');
  const layers = await openLayerStore({ folder: place.layers, workFolder: place.work, now });
  const inOrder = createSerializer();

  const readTags = async (): Promise<Tags> => (await readJsonFile<Tags>(place.tags)) ?? {};
  const readRecord = (digest: string) => readJsonFile<ImageRecord>(join(place.images, hex(digest), 'config.json'));
  const keyFile = (key: string) => join(place.keys, `${key}.json`);

  async function load(digest: string): Promise<StoredImage | null> {
    const record = await readRecord(digest);
    if (!record) return null;
    const { relocations: _kept, ...facts } = record;
    return { ...facts, rootfs: join(place.images, hex(digest), 'rootfs') };
  }

  async function commit(workFolder: string, config: ImageConfig, cacheKey: string): Promise<StoredImage> {
    const from = join(workFolder, 'rootfs');
    const tree = await inspectTree(from);
    const digest = `sha256:${createHash('sha256').update(tree.digest).update(JSON.stringify(config)).digest('hex')}`;
    return await inOrder(async () => {
      const known = await load(digest);
      if (!known) {
        const target = join(place.images, hex(digest));
        const to = join(target, 'rootfs');
        await relocateFiles(from, { from, to, files: tree.relocations });
        await relocateLinks(from, { from, to });
        const record: ImageRecord = {
          digest,
          config,
          ownedPaths: await findOwnedPaths(from),
          sizeBytes: tree.sizeBytes,
          createdAt: now().toISOString(),
          relocations: tree.relocations,
        };
        await writeJsonFile(join(workFolder, 'config.json'), record);
        await rename(workFolder, target);
      }
      await writeJsonFile(keyFile(cacheKey), { digest });
      const image = known ?? (await load(digest));
      if (!image) throw new Error(`The image ${digest} vanished from ${place.images}.`);
      return image;
    });
  }

  return {
    ...layers,
    createWorkFolder: async () => {
      const work = join(place.work, randomUUID());
      await mkdir(work);
      return work;
    },
    commit,
    findByCacheKey: async (key) => {
      const known = await readJsonFile<{ readonly digest: string }>(keyFile(key));
      return known ? await load(known.digest) : null;
    },
    copyImage: async (image, rootfs) => {
      const record = await readRecord(image.digest);
      await cloneTree(image.rootfs, rootfs, record?.relocations ?? []);
    },
    copyTree: async (from, to) => await cloneTree(from, to, (await inspectTree(from)).relocations),
    resolve: async (reference) => {
      const parsed = parseImageReference(reference);
      if (!parsed) return null;
      const tags = await readTags();
      if (parsed.digest === null) {
        const digest = tags[`${parsed.name}:${parsed.tag}`];
        return digest ? await load(digest) : null;
      }
      // By digest too, an image is found only in a repository it was pushed to.
      const pushed = Object.entries(tags).some(
        ([tag, digest]) => digest === parsed.digest && nameOf(tag) === parsed.name,
      );
      return pushed ? await load(parsed.digest) : null;
    },
    tag: (reference, digest) =>
      inOrder(async () => {
        const key = tagKey(reference);
        if (!(await load(digest))) throw new Error(`There is no image ${digest} to tag as ${reference}.`);
        await writeJsonFile(place.tags, { ...(await readTags()), [key]: digest });
      }),
    untag: (reference) =>
      inOrder(async () => {
        const { [tagKey(reference)]: _gone, ...rest } = await readTags();
        await writeJsonFile(place.tags, rest);
      }),
    list: async () => {
      const found: TaggedImage[] = [];
      for (const [reference, digest] of Object.entries(await readTags())) {
        const image = await load(digest);
        if (image) found.push({ reference, image });
      }
      return found;
    },
    removeUntagged: (digestsInUse) =>
      inOrder(async () => {
        const kept = new Set([...Object.values(await readTags()), ...digestsInUse].map(hex));
        const gone = (await readdir(place.images)).filter((name) => !kept.has(name));
        for (const name of gone) await rm(join(place.images, name), { recursive: true, force: true });
        return gone.map((name) => `sha256:${name}`);
      }),
  };
}

const hex = (digest: string) => digest.replace(/^sha256:/, '').replace(/[^0-9a-f]/g, '_');
const nameOf = (tag: string) => tag.slice(0, tag.lastIndexOf(':'));

function tagKey(reference: string): string {
  const parsed = parseImageReference(reference);
  if (!parsed?.tag) throw new Error(`invalid reference format: "${reference}" is no image name with a tag.`);
  return `${parsed.name}:${parsed.tag}`;
}
