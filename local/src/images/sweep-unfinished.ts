import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Deletes the folders inside that have no record: its writing is what completes one. */
export async function sweepUnfinished(folder: string, record: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const complete = await stat(join(folder, name, record)).catch(() => null);
    if (!complete) await rm(join(folder, name), { recursive: true, force: true });
  }
}
