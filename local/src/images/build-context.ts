import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { type Ignores, parseDockerIgnore } from './docker-ignore.ts';
import { hashFile } from './inspect-tree.ts';
import { hasWildcard, patternToRegExp } from './path-pattern.ts';

/** A folder that COPY may take from: the build context, or the rootfs of another stage. */
export interface CopyRoot {
  readonly folder: string;
  readonly ignores: Ignores;
  readonly isContext: boolean;
}

/** One file, folder or link to be copied. */
export interface Source {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** One word of COPY, found: with everything under it when it is a folder. */
export interface SourceMatch {
  readonly source: Source;
  /** Relative to the folder. */
  readonly inside: readonly (Source & { readonly relative: string })[];
}

/** Opens a build context with its .dockerignore (`<Dockerfile>.dockerignore` goes first). */
export async function openContext(folder: string, dockerfilePath: string): Promise<CopyRoot> {
  for (const name of [`${dockerfilePath}.dockerignore`, '.dockerignore']) {
    try {
      return {
        folder: await realpath(folder),
        ignores: parseDockerIgnore(await readFile(join(folder, name), 'utf8')),
        isContext: true,
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { folder: await realpath(folder), ignores: () => false, isContext: true };
}

/** @throws Error when nothing matches, or when a link leads out of the folder. */
export async function findSources(root: CopyRoot, pattern: string): Promise<readonly SourceMatch[]> {
  const relative = posix.join('/', pattern).slice(1).replace(/\/+$/, '');
  const names = hasWildcard(relative) ? await matching(root, relative) : [relative];
  const matches: SourceMatch[] = [];
  for (const name of names) {
    const source =
      name !== '' && root.ignores(name) && root.isContext
        ? await ignoredFolder(root, name)
        : await readSource(root, name);
    if (source)
      matches.push({ source, inside: source.kind === 'folder' ? await filesUnder(root, source.path, name) : [] });
  }
  if (matches.length === 0) {
    const where = root.isContext ? 'in the build context (or it is excluded by .dockerignore)' : 'in the stage';
    throw new Error(`"/${relative}" was not found ${where}`);
  }
  return matches;
}

/** The hash of everything found: names, kinds, modes and contents. */
export async function hashSources(matches: readonly SourceMatch[], root: CopyRoot): Promise<string> {
  const hash = createHash('sha256');
  for (const { source, inside } of matches) {
    for (const entry of [source, ...inside]) {
      hash.update(`${entry.kind}\0${entry.path.slice(root.folder.length)}\0`);
      if (entry.kind === 'link') hash.update(await readlink(entry.path));
      else if (entry.kind === 'file')
        hash.update(`${(await lstat(entry.path)).mode & 0o777}\0${await hashFile(entry.path)}\0`);
    }
  }
  return hash.digest('hex');
}

async function readSource(root: CopyRoot, name: string): Promise<Source | null> {
  const path = join(root.folder, name);
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR')
      return null;
    throw error;
  }
  if (real !== root.folder && !real.startsWith(root.folder + sep)) {
    // A stage's link to a program of this machine (node) is copied as the link it is.
    if (!root.isContext && (await lstat(path)).isSymbolicLink()) return { path, kind: 'link' };
    throw new Error(
      `forbidden path outside the ${root.isContext ? 'build context' : 'stage'}: ${name} leads to ${real}`,
    );
  }
  return { path: real, kind: (await stat(real)).isDirectory() ? 'folder' : 'file' };
}

/** An excluded folder still counts when a later `!` rule keeps something in it. */
async function ignoredFolder(root: CopyRoot, name: string): Promise<Source | null> {
  const source = await readSource(root, name);
  if (source?.kind !== 'folder') return null;
  return (await filesUnder(root, source.path, name)).length > 0 ? source : null;
}

async function matching(root: CopyRoot, pattern: string): Promise<string[]> {
  const expression = patternToRegExp(pattern);
  const depth = pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.split('/').length;
  const found: string[] = [];
  async function visit(folder: string, level: number): Promise<void> {
    for (const entry of await readdir(join(root.folder, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (expression.test(path) && !root.ignores(path)) found.push(path);
      else if (entry.isDirectory() && level < depth) await visit(path, level + 1);
    }
  }
  await visit('', 1);
  return found.sort();
}

async function filesUnder(root: CopyRoot, folder: string, name: string) {
  const found: (Source & { readonly relative: string })[] = [];
  async function visit(relative: string): Promise<void> {
    const entries = await readdir(join(folder, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const ignored = root.ignores(name === '' ? inner : `${name}/${inner}`);
      const path = join(folder, inner);
      if (entry.isDirectory()) {
        const before = found.length;
        if (!ignored) found.push({ path, relative: inner, kind: 'folder' });
        await visit(inner);
        if (ignored && found.length > before) found.splice(before, 0, { path, relative: inner, kind: 'folder' });
      } else if (!ignored && (entry.isFile() || entry.isSymbolicLink())) {
        found.push({ path, relative: inner, kind: entry.isFile() ? 'file' : 'link' });
      }
    }
  }
  await visit('');
  return found;
}
