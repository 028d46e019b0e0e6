import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const archive = z.strictObject({ file: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const manifest = z.strictObject({ agent: archive, backend: archive });

export type ImageKind = keyof z.infer<typeof manifest>;

/** The build packs the sources of both images beside the bundle: `firebase deploy` uploads only this folder. */
const FOLDER = new URL('./sources/', import.meta.url);

export interface SourceArchive {
  /** Named by content: the same source is uploaded once and never changes under a build. */
  readonly object: string;
  read(): Promise<Buffer>;
}

/** The archive of one image's source as it was shipped with the functions. */
export async function sourceArchive(kind: ImageKind): Promise<SourceArchive> {
  const archives = manifest.parse(JSON.parse(await readFile(new URL('sources.json', FOLDER), 'utf8')));
  const { file, sha256 } = archives[kind];
  return { object: `source/${kind}-${sha256}.tgz`, read: () => readFile(new URL(file, FOLDER)) };
}
