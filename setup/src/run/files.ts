import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Text files below the repository's root. */
export interface Files {
  /** Null when there is no such file. */
  read(path: string): Promise<string | null>;
  /** The whole new text or, when it is cut short, the old one. */
  write(path: string, text: string): Promise<void>;
}

const missing = z.object({ code: z.literal('ENOENT') });

export function createFiles(root: string): Files {
  return {
    async read(path) {
      try {
        return await readFile(join(root, path), 'utf8');
      } catch (error) {
        if (missing.safeParse(error).success) return null;
        throw error;
      }
    },
    async write(path, text) {
      const target = join(root, path);
      const draft = `${target}.draft`;
      try {
        await writeFile(draft, text);
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
  };
}
