import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { x as extract } from 'tar';
import type { ObjectStore } from '../storage/object-store.ts';
import type { Build, StorageSource } from './build.ts';
import { WORKSPACE, type Workspace } from './workspace.ts';

/**
 * Unpacks the build's source into /workspace.
 *
 * @returns the very object that was used, or `null` for a build without a source.
 * @throws Error saying what is wrong with the source.
 */
export async function fetchSource(
  { source }: Build,
  {
    workspace,
    storage,
    log,
  }: { readonly workspace: Workspace; readonly storage: ObjectStore; readonly log: (text: string) => void },
): Promise<StorageSource | null> {
  if (source === undefined) return null;
  const { bucket = '', object = '', generation } = source.storageSource ?? {};
  if (!source.storageSource) {
    throw new Error(
      `a source of kind ${Object.keys(source).join(', ')} is not available in the local twin; use storageSource.`,
    );
  }
  const found = await storage.get(bucket, object);
  const isWanted = generation === undefined || generation === '0' || generation === found?.generation;
  if (!found || !isWanted) {
    throw new Error(`error fetching gs://${bucket}/${object}${generation ? `#${generation}` : ''}: object not found`);
  }
  log(`Fetching storage object: gs://${bucket}/${object}#${found.generation}\n`);
  if (object.endsWith('.zip')) throw new Error('a .zip source is not available in the local twin; pack it as .tar.gz.');
  try {
    // tar refuses by itself what would land outside.
    await pipeline(
      Readable.from([await storage.read(found)]),
      extract({ cwd: join(workspace.rootfs, WORKSPACE), strict: true }),
    );
  } catch (error) {
    throw new Error(
      `error unpacking gs://${bucket}/${object}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return { bucket, object, generation: found.generation };
}
