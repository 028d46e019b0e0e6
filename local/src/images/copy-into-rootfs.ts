import {
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, posix, resolve, sep } from 'node:path';
import { x as extract } from 'tar';
import type { CopyRoot, Source, SourceMatch } from './build-context.ts';
import { relocateFiles, shareFile } from './clone-tree.ts';
import { mentionsFolder } from './inspect-tree.ts';
import type { CopyOperation } from './stage-state.ts';

/** Performs a COPY or ADD whose sources are found; nothing is ever written outside the rootfs. */
export async function copyIntoRootfs(
  operation: CopyOperation,
  target: { readonly rootfs: string; readonly root: CopyRoot; readonly matches: readonly SourceMatch[] },
): Promise<void> {
  const { rootfs, matches } = target;
  const { destination, mode } = operation;
  const intoFolder = destination.endsWith('/') || (await isFolder(await locate(rootfs, destination)));
  if (!intoFolder && matches.length + operation.files.length > 1) {
    throw new Error(
      'When using COPY with more than one source file, the destination must be a directory and end with a /',
    );
  }
  for (const { source, inside } of matches) {
    if (source.kind === 'folder') {
      await makeFolder(await locate(rootfs, destination));
      for (const entry of inside) await place(entry, posix.join(destination, entry.relative), { ...target, mode });
    } else if (operation.unpacks && /\.(?:tar|tar\.gz|tgz)$/.test(source.path)) {
      const folder = await locate(rootfs, destination);
      await makeFolder(folder);
      await extract({ file: source.path, cwd: folder });
    } else {
      await place(source, intoFolder ? posix.join(destination, basename(source.path)) : destination, {
        ...target,
        mode,
      });
    }
  }
  for (const { name, content } of operation.files) {
    const path = await locate(rootfs, intoFolder ? posix.join(destination, name) : destination);
    await makeFolder(dirname(path));
    await rm(path, { force: true });
    await writeFile(path, content, { mode: mode ?? 0o644 });
  }
}

/** Creates a container folder in the rootfs. */
export async function createFolder(rootfs: string, path: string): Promise<string> {
  const folder = await locate(rootfs, path);
  await makeFolder(folder);
  return folder;
}

interface Target {
  readonly rootfs: string;
  readonly root: CopyRoot;
  readonly mode: number | null;
}

async function place(source: Source, containerPath: string, { rootfs, root, mode }: Target): Promise<void> {
  const path = await locate(rootfs, dirname(containerPath));
  const to = join(path, basename(containerPath));
  if (source.kind === 'folder') return await makeFolder(to);
  await makeFolder(path);
  // Never through what lies there: it may be a link, or a file that another layer shares.
  await rm(to, { recursive: true, force: true });
  if (source.kind === 'link') {
    return await symlink(linkTarget(await readlink(source.path), { containerPath, rootfs, root }), to);
  }
  await copyContent(source.path, to, { rootfs, root });
  // The mode of a file shared by links is everybody's.
  if (mode !== null || (await lstat(to)).nlink === 1)
    await chmod(to, mode ?? ((await lstat(source.path)).mode & 0o777) | 0o200);
}

async function copyContent(from: string, to: string, { rootfs, root }: Omit<Target, 'mode'>): Promise<void> {
  if (root.isContext) return await copyFile(from, to, constants.COPYFILE_FICLONE);
  await shareFile(from, to);
  // A script made by a RUN of another stage names that stage's folder.
  if (await mentionsFolder(from, root.folder)) {
    await relocateFiles(dirname(to), { from: root.folder, to: rootfs, files: [basename(to)] });
  }
}

/** A link means a container path, so one that would leave the image is turned back at its root. */
function linkTarget(
  target: string,
  at: { readonly containerPath: string; readonly rootfs: string; readonly root: CopyRoot },
): string {
  const { containerPath, rootfs, root } = at;
  if (isAbsolute(target)) {
    if (!root.isContext)
      return target.startsWith(root.folder + sep) ? rootfs + target.slice(root.folder.length) : target;
    return join(rootfs, posix.resolve('/', target));
  }
  const folder = posix.dirname(containerPath);
  const real = resolve(join(rootfs, folder), target);
  return isInside(real, rootfs) ? target : join(rootfs, posix.resolve('/', folder, target));
}

/** Where a container path lies, following the links of the rootfs and refusing those that lead out of it. */
async function locate(rootfs: string, containerPath: string): Promise<string> {
  const root = await realpath(rootfs);
  let at = root;
  for (const part of posix.resolve('/', containerPath).split('/').filter(Boolean)) {
    const next = join(at, part);
    const stats = await lstat(next).catch(() => null);
    at = stats?.isSymbolicLink() && (await isFolder(next)) ? await realpath(next) : next;
    if (!isInside(at, root)) throw new Error(`${containerPath} leads out of the image by a link to ${at}`);
  }
  return at;
}

const isInside = (path: string, root: string) => path === root || path.startsWith(root + sep);

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats?.isDirectory() ?? false;
}
