import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';

export interface SourceArchive {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** A .tgz that depends on names and contents alone: the same source is the same archive on every machine. */
export async function packSources(folder: string, files: readonly string[]): Promise<SourceArchive> {
  await Promise.all(files.map((file) => access(join(folder, file))));
  const archive = create(
    {
      cwd: folder,
      gzip: { level: 9 },
      portable: true,
      mtime: new Date(0),
      noDirRecurse: true,
      strict: true,
      // What a checkout gives depends on its umask; whether a file can be run does not.
      onWriteEntry: ({ stat }) => {
        if (stat) stat.mode = stat.mode & 0o100 ? 0o755 : 0o644;
      },
    },
    [...files].sort(),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
