import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const MARKER = '.proving-ground-state';
/** Kept by `--fresh`: it belongs to the process that wipes. */
const KEPT = new Set([MARKER, 'lock.json']);

/**
 * Makes the folder of this run's data and logs, or takes the one of before.
 * @throws Error when it lies outside the repository, or holds something that is not ours.
 */
export async function openStateFolder(repoRoot: string, path: string): Promise<string> {
  const folder = resolve(repoRoot, path);
  const inside = relative(repoRoot, folder);
  if (inside === '' || inside.startsWith('..')) {
    throw new Error(`--state ${path}: the state folder must lie inside the repository, for example .local`);
  }
  const entries = await readdir(folder).catch((): string[] => []);
  if (entries.length > 0 && !entries.includes(MARKER)) {
    throw new Error(`--state ${path}: that folder holds files that are not Proving Ground's; name another one.`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARKER), 'The data and logs of `npm start`.\n');
  return folder;
}

/** Empties the state folder. */
export async function wipeStateFolder(folder: string): Promise<void> {
  const entries = (await readdir(folder)).filter((entry) => !KEPT.has(entry));
  await Promise.all(entries.map((entry) => rm(join(folder, entry), { recursive: true, force: true })));
}
