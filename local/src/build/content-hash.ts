import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const IGNORED = /(^|\/)(node_modules|dist|\.[^/]*)(\/|$)|\.test\.tsx?$/;

/** Files of these files and folders, sorted, as paths relative to the root; what no build reads is left out. */
export async function inputFiles(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(paths.map((path) => filesUnder(root, path)));
  return [...new Set(lists.flat())].sort();
}

/** One hash of names and contents of these files. */
export async function contentHash(root: string, files: readonly string[]): Promise<string> {
  const hashes = await Promise.all(files.map(async (file) => `${file} ${digest(await readFile(join(root, file)))}`));
  return digest(hashes.join('\n'));
}

/** A path that is not there counts as empty: the build itself says best what it misses. */
async function filesUnder(root: string, path: string): Promise<readonly string[]> {
  const full = join(root, path);
  const info = await stat(full).catch(() => null);
  if (info === null) return [];
  if (info.isFile()) return [path];
  const entries = await readdir(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(full, join(entry.parentPath, entry.name)))
    .filter((file) => !IGNORED.test(file))
    .map((file) => join(path, file));
}

const digest = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
