import { execFile } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type JavaSearch, javaCandidates } from './java-candidates.ts';

/** What firebase-tools asks for; it refuses to start the emulator on anything older. */
export const OLDEST_JAVA = 21;
const VERSION_TIMEOUT_MS = 10_000;

export interface Java {
  readonly home: string;
  readonly majorVersion: number;
}

/** The first Java of this machine that the Firestore emulator can run on, or null. */
export async function findJava(search: JavaSearch): Promise<Java | null> {
  for (const home of await javaCandidates(search)) {
    const majorVersion = await javaVersion(home);
    if (majorVersion !== null && majorVersion >= OLDEST_JAVA) return { home, majorVersion };
  }
  return null;
}

/** Major version of the Java in this home, or null when none is there. */
export async function javaVersion(home: string): Promise<number | null> {
  const program = join(home, 'bin/java');
  try {
    await access(program, constants.X_OK);
  } catch {
    return null;
  }
  // The file answers at once; starting Java to ask it costs a third of a second.
  const release = await readFile(join(home, 'release'), 'utf8').catch(() => '');
  return parseJavaVersion(release) ?? parseJavaVersion(await askJava(program));
}

async function askJava(program: string): Promise<string> {
  try {
    return (await promisify(execFile)(program, ['-version'], { timeout: VERSION_TIMEOUT_MS })).stderr;
  } catch {
    return '';
  }
}

/** Reads `JAVA_VERSION="25.0.1"` of a release file and `openjdk version "17.0.15"` of `java -version`. */
export function parseJavaVersion(text: string): number | null {
  const version = /(?:JAVA_VERSION=|version )"(?:1\.)?(\d+)/.exec(text)?.[1];
  return version === undefined ? null : Number(version);
}
