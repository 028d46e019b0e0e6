import { randomUUID } from 'node:crypto';
import { chmod, constants, copyFile, link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where the content of a blob comes from. */
export type BlobSource =
  /** Ours, and never written to again: may be shared by a hard link. */
  | { readonly kind: 'shared'; readonly path: string }
  /** Somebody else's, who may change it. */
  | { readonly kind: 'foreign'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string };

/** Puts a blob in its place in one step: whoever looks sees all of it or nothing. */
export async function placeBlob(path: string, source: BlobSource): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeBlob(temporary, source);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeBlob(path: string, source: BlobSource): Promise<void> {
  switch (source.kind) {
    case 'text':
      return await writeFile(path, source.text, { mode: 0o444 });
    case 'foreign':
      await copyFile(source.path, path, constants.COPYFILE_FICLONE);
      return await chmod(path, 0o444);
    case 'shared':
      return await link(source.path, path).catch((error: NodeJS.ErrnoException) => {
        // Another file system, one without links, or too many of them.
        if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].includes(error.code ?? '')) throw error;
        return copyFile(source.path, path, constants.COPYFILE_FICLONE);
      });
  }
}
