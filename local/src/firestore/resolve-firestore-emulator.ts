import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmulatorJar, findEmulatorJar } from './find-emulator-jar.ts';
import { findJava, type Java, javaVersion, OLDEST_JAVA } from './find-java.ts';

export interface FirestoreMachine {
  readonly path: string;
  readonly home: string;
  readonly javaHome?: string | undefined;
  readonly firebaseCache: string;
  readonly cacheFolder: string;
}

export interface Downloads {
  /** Fetches a Java runtime into this folder and resolves to the folder that holds it. */
  java(folder: string): Promise<string>;
  /** Has firebase-tools fetch the emulator into its own cache. */
  emulator(): Promise<void>;
}

export interface FirestoreEmulatorFiles {
  readonly java: Java;
  readonly emulator: EmulatorJar;
}

/**
 * Finds what the Firestore emulator needs on this machine, or fetches it.
 * @throws Error that names everything that is missing and how to get it.
 */
export async function resolveFirestoreEmulator(options: {
  readonly machine: FirestoreMachine;
  readonly downloads: Downloads;
  readonly onProgress: (line: string) => void;
}): Promise<FirestoreEmulatorFiles> {
  const [java, emulator] = await Promise.allSettled([resolveJava(options), resolveJar(options)]);
  if (java.status === 'fulfilled' && emulator.status === 'fulfilled') {
    return { java: java.value, emulator: emulator.value };
  }
  const missing = [
    ...(java.status === 'rejected' ? [`Java ${OLDEST_JAVA} or newer (${reason(java.reason)})`] : []),
    ...(emulator.status === 'rejected' ? [`the Firestore emulator (${reason(emulator.reason)})`] : []),
  ];
  throw new Error(
    `Firestore cannot run on this machine: it lacks ${missing.join(' and ')}. ` +
      `Connect to the internet once, so that both are fetched; or install a JDK ${OLDEST_JAVA}+ and run ` +
      '"gcloud components install cloud-firestore-emulator"; or set FIRESTORE_EMULATOR_HOST to an emulator that runs.',
  );
}

type Options = Parameters<typeof resolveFirestoreEmulator>[0];

async function resolveJava({ machine, downloads, onProgress }: Options): Promise<Java> {
  const folder = join(machine.cacheFolder, 'java');
  const found = (await findJava(machine)) ?? (await fetchedJava(join(folder, 'jre')));
  if (found) return found;
  onProgress(`fetching a Java ${OLDEST_JAVA} runtime (about 50 MB, once)`);
  await mkdir(folder, { recursive: true });
  const fetched = await fetchedJava(await downloads.java(folder));
  if (!fetched) throw new Error(`the one fetched into ${folder} does not run`);
  return fetched;
}

/** A runtime lies one level down, on macOS in Contents/Home of that. */
async function fetchedJava(folder: string): Promise<Java | null> {
  for (const name of await readdir(folder).catch(() => [])) {
    for (const home of [join(folder, name), join(folder, name, 'Contents/Home')]) {
      const majorVersion = await javaVersion(home);
      if (majorVersion !== null && majorVersion >= OLDEST_JAVA) return { home, majorVersion };
    }
  }
  return null;
}

async function resolveJar({ machine, downloads, onProgress }: Options): Promise<EmulatorJar> {
  const found = await findEmulatorJar(machine);
  if (found) return found;
  onProgress('fetching the Firestore emulator (about 130 MB, once)');
  await downloads.emulator();
  const fetched = await findEmulatorJar(machine);
  if (!fetched) throw new Error(`it is not in ${machine.firebaseCache} after the download`);
  return fetched;
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
