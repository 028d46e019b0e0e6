import {
  chmod,
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';

/** From here on a copy costs more than it is worth: model weights are shared by hard links. */
const LINK_MIN_BYTES = 16 * 1024 * 1024;

/** Copies a rootfs; small files are copied (by reflink where there is one), big ones are shared read-only. */
export async function cloneTree(from: string, to: string, relocations: readonly string[]): Promise<void> {
  async function visit(folder: string): Promise<void> {
    await mkdir(join(to, folder), { recursive: true });
    for (const entry of await readdir(join(from, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isSymbolicLink()) {
        await symlink((await readlink(join(from, path))).replaceAll(from, to), join(to, path));
      } else if (entry.isFile()) await shareFile(join(from, path), join(to, path));
    }
    const { mode } = await lstat(join(from, folder));
    // Kept writable by us: a folder nobody may write to could never be cleared away again.
    await chmod(join(to, folder), (mode & 0o777) | 0o700);
  }
  await visit('.');
  await relocateFiles(to, { from, to, files: relocations });
}

/** Rewrites the files that mention the tree's former place. */
export async function relocateFiles(
  root: string,
  move: { readonly from: string; readonly to: string; readonly files: readonly string[] },
): Promise<void> {
  for (const file of move.files) {
    const path = join(root, file);
    const { mode } = await lstat(path);
    const text = (await readFile(path, 'utf8')).replaceAll(move.from, move.to);
    await replaceFile(path, (temporary) => writeFile(temporary, text));
    await chmod(path, mode & 0o777);
  }
}

/** Rewrites absolute links of a tree that is about to move as a whole. */
export async function relocateLinks(root: string, move: { readonly from: string; readonly to: string }): Promise<void> {
  await forEachEntry(root, async (path, kind) => {
    if (kind !== 'link') return;
    const target = await readlink(path);
    if (!target.includes(move.from)) return;
    await replaceFile(path, (temporary) => symlink(target.replaceAll(move.from, move.to), temporary));
  });
}

/** Gives a tree that programs are about to write to its own copy of every shared file. */
export async function unshareFiles(root: string): Promise<void> {
  await forEachEntry(root, async (path, kind) => {
    if (kind !== 'file') return;
    const { nlink, mode } = await lstat(path);
    if (nlink < 2) return;
    await replaceFile(path, (temporary) => copyFile(path, temporary, constants.COPYFILE_FICLONE));
    await chmod(path, (mode & 0o777) | 0o200);
  });
}

/** Copies a file, or links it when it is big; falls back to the copy where links cannot be. */
export async function shareFile(from: string, to: string): Promise<void> {
  const { size, mode } = await lstat(from);
  if (size >= LINK_MIN_BYTES) {
    try {
      await chmod(from, mode & 0o555);
      return await link(from, to);
    } catch {
      // Another file system, or too many links.
    }
  }
  await copyFile(from, to, constants.COPYFILE_FICLONE);
}

async function replaceFile(path: string, create: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.pg-new`;
  await create(temporary);
  await rename(temporary, path);
}

async function forEachEntry(
  root: string,
  visit: (path: string, kind: 'file' | 'link') => Promise<void>,
): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const path = join(root, entry.name);
    if (entry.isDirectory()) await forEachEntry(path, visit);
    else if (entry.isSymbolicLink()) await visit(path, 'link');
    else if (entry.isFile()) await visit(path, 'file');
  }
}
