import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const folders = (parent: string, names: string) => names.split(' ').map((name) => `${parent}/${name}`);

/** Folders that the machine has too: an image owns what it put there, not the folder. */
const SHARED_FOLDERS = new Set([
  ...folders('', 'bin sbin lib lib64 dev proc sys etc etc/ssl usr'),
  ...folders('/usr', 'bin sbin lib include share src local'),
  ...folders('/usr/local', 'bin sbin lib share etc'),
]);
const SYSTEM_ROOTS = new Set(['bin', 'sbin', 'lib', 'lib64', 'dev', 'proc', 'sys', 'etc', 'usr']);

/** Folders every image has for its own: never the machine's, whether or not anything lies there yet. */
export const ALWAYS_OWNED = ['/tmp', '/var', '/opt', '/home', '/root', '/srv', '/mnt', '/media', '/run'] as const;

/** The container paths that lie in this rootfs and not on the machine. */
export async function findOwnedPaths(rootfs: string): Promise<readonly string[]> {
  const owned = new Set<string>(ALWAYS_OWNED);
  async function visit(folder: string): Promise<void> {
    for (const entry of await readdir(join(rootfs, folder), { withFileTypes: true })) {
      const path = `${folder === '/' ? '' : folder}/${entry.name}`;
      if (SHARED_FOLDERS.has(path) && entry.isDirectory()) await visit(path);
      else owned.add(path);
    }
  }
  await visit('/');
  return [...owned].sort();
}

const PATH_TOKEN = /(?<=^|[\s=:,;'"`(<>|&{!@])\/[\w.@+-]+(?:\/[\w.@+-]+)*/g;

/**
 * The container paths that a RUN may be about to create: everything it names outside the system's folders, and
 * inside them what this machine does not have.
 */
export function pathsToCreate(texts: readonly string[], existsOnMachine: (path: string) => boolean): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [path] of text.matchAll(PATH_TOKEN)) {
      const root = path.split('/')[1] ?? '';
      if (!SYSTEM_ROOTS.has(root)) found.add(`/${root}`);
      else if (!existsOnMachine(path)) found.add(path);
    }
  }
  return [...found].sort();
}
