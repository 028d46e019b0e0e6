import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Changes with every change of the sources under a folder, tests aside. */
export async function sourceVersion(folder: string): Promise<string> {
  const files: string[] = [];
  for await (const file of glob('**/*.ts', { cwd: folder })) if (!file.endsWith('.test.ts')) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(await readFile(join(folder, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
