import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { create } from 'tar';

/** A source archive of a few files, as Cloud Build takes it; the same files make the same bytes. */
export async function packFiles(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-pack-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const names = Object.keys(files);
  const packed = await buffer(create({ cwd: folder, gzip: true, portable: true, mtime: new Date(0) }, names));
  await rm(folder, { recursive: true });
  return packed;
}
