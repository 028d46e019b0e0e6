import { readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

export interface JavaSearch {
  /** The machine's PATH. */
  readonly path: string;
  readonly javaHome?: string | undefined;
  /** The user's home folder. */
  readonly home: string;
}

/** Folders that hold one JDK per entry; the last parts are the way from such an entry to its Java home. */
const JDK_FOLDERS: readonly (readonly [folder: string, inside: string])[] = [
  ['/usr/lib/jvm', ''],
  ['/usr/java', ''],
  ['/opt/java', ''],
  ['/Library/Java/JavaVirtualMachines', 'Contents/Home'],
  ['/opt/homebrew/opt', 'libexec/openjdk.jdk/Contents/Home'],
  ['/usr/local/opt', 'libexec/openjdk.jdk/Contents/Home'],
];

/** Java homes worth a look, best first: PATH, JAVA_HOME, then the usual folders of Linux and macOS. */
export async function javaCandidates({ path, javaHome, home }: JavaSearch): Promise<readonly string[]> {
  const onPath = path.split(delimiter).map((folder) => homeOfProgram(join(folder, 'java')));
  const folders = [...JDK_FOLDERS, [join(home, '.sdkman/candidates/java'), ''] as const];
  const inFolders = folders.map(async ([folder, inside]) =>
    (await entries(folder)).map((entry) => join(folder, entry, inside)),
  );
  const found = [...(await Promise.all(onPath)), javaHome ?? null, ...(await Promise.all(inFolders)).flat()];
  return [...new Set(found.filter((candidate) => candidate !== null))];
}

/** `java` on PATH is a chain of links; its home is where they end. */
async function homeOfProgram(program: string): Promise<string | null> {
  try {
    return dirname(dirname(await realpath(program)));
  } catch {
    return null;
  }
}

async function entries(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
