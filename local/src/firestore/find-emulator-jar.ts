import { access, mkdir, readdir, realpath, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { emulatorShim } from './emulator-shim.ts';

export interface EmulatorJar {
  /** What `java -jar` can start. */
  readonly jar: string;
  readonly origin: 'firebase-tools' | 'google-cloud-cli';
}

export interface JarSearch {
  readonly path: string;
  /** Where firebase-tools keeps what it downloaded. */
  readonly firebaseCache: string;
  /** The project's own cache folder: the shim is written here. */
  readonly cacheFolder: string;
}

/** The Firestore emulator on this machine's disk, or null. What is here comes before what would have to be fetched. */
export async function findEmulatorJar(search: JarSearch): Promise<EmulatorJar | null> {
  const cached = await newestCachedJar(search.firebaseCache);
  if (cached) return { jar: cached, origin: 'firebase-tools' };
  const shipped = await googleCloudJar(search.path);
  if (!shipped) return null;
  const jar = join(search.cacheFolder, 'firestore-emulator.jar');
  await mkdir(search.cacheFolder, { recursive: true });
  await writeFile(jar, emulatorShim(pathToFileURL(shipped).href));
  return { jar, origin: 'google-cloud-cli' };
}

/** The newest complete download of firebase-tools in this folder. */
export async function newestCachedJar(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const jars = names.filter((name) => /^cloud-firestore-emulator-v[\d.]+\.jar$/.test(name));
  const newest = jars.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? null : join(folder, newest);
}

async function googleCloudJar(path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    try {
      const sdk = dirname(dirname(await realpath(join(folder, 'gcloud'))));
      const jar = join(sdk, 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar');
      await access(jar);
      return jar;
    } catch {
      // No gcloud in this folder, or one without the emulator.
    }
  }
  return null;
}
