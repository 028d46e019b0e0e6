import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a folder holds, apart from where it lies. */
export interface TreeFacts {
  readonly digest: string;
  readonly sizeBytes: number;
  /** Text files that contain the folder's own path: to be rewritten when the tree moves. */
  readonly relocations: readonly string[];
}

/** Larger files are data: they are neither searched for the folder's path nor held in memory. */
const TEXT_MAX_BYTES = 4 * 1024 * 1024;
/** Stands for the tree's own path in its digest, so that the digest does not depend on the place. */
const PLACEHOLDER = '@rootfs@';

/** Hashes names, kinds, executable bits, link targets and contents; times and owners do not count. */
export async function inspectTree(root: string): Promise<TreeFacts> {
  const hash = createHash('sha256');
  const relocations: string[] = [];
  let sizeBytes = 0;

  async function visit(folder: string): Promise<void> {
    const names = (await readdir(join(root, folder))).sort();
    for (const name of names) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const stats = await lstat(join(root, path));
      if (stats.isSymbolicLink()) {
        const target = (await readlink(join(root, path))).replaceAll(root, PLACEHOLDER);
        hash.update(`link\0${path}\0${target}\0`);
      } else if (stats.isDirectory()) {
        hash.update(`folder\0${path}\0`);
        await visit(path);
      } else if (stats.isFile()) {
        sizeBytes += stats.size;
        const facts = await inspectFile(join(root, path), { root, sizeBytes: stats.size });
        if (facts.mentionsRoot) relocations.push(path);
        hash.update(`file\0${path}\0${stats.mode & 0o111 ? 'x' : '-'}\0${facts.sha256}\0`);
      }
    }
  }
  await visit('');
  return { digest: hash.digest('hex'), sizeBytes, relocations };
}

async function inspectFile(path: string, { root, sizeBytes }: { readonly root: string; readonly sizeBytes: number }) {
  if (sizeBytes > TEXT_MAX_BYTES) return { sha256: await hashFile(path), mentionsRoot: false };
  const content = await readFile(path);
  const mentionsRoot = isTextWith(content, root);
  const hashed = mentionsRoot ? content.toString('utf8').replaceAll(root, PLACEHOLDER) : content;
  return { sha256: createHash('sha256').update(hashed).digest('hex'), mentionsRoot };
}

/** Whether a file is a text that names the folder. */
export async function mentionsFolder(path: string, folder: string): Promise<boolean> {
  return (await stat(path)).size <= TEXT_MAX_BYTES && isTextWith(await readFile(path), folder);
}

const isTextWith = (content: Buffer, text: string) => content.includes(text) && !content.includes(0);

/** The SHA-256 of a file, in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
