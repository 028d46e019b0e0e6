import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const POINTER = 'current';
const NAME = /^snapshot-\d+$/;
/** Written last. */
const COMPLETE = 'complete';

export interface Snapshots {
  /** The folder of the newest complete one, or null. */
  current(): Promise<string | null>;
  /** Has a new one written and switches to it; whatever goes wrong before leaves the one of before in place. */
  take(write: (folder: string) => Promise<void>): Promise<void>;
}

/** The emulators' data on disk: a folder per export, and a file that names the one to start from. */
export function openSnapshots(folder: string): Snapshots {
  const pointer = join(folder, POINTER);

  async function currentName(): Promise<string | null> {
    const name = await readFile(pointer, 'utf8').catch(() => '');
    return NAME.test(name) ? name : null;
  }
  return {
    current: async () => {
      const name = await currentName();
      if (name === null) return null;
      const path = join(folder, name);
      return await access(join(path, COMPLETE)).then(
        () => path,
        () => null,
      );
    },
    take: async (write) => {
      const before = await currentName();
      const name = `snapshot-${Number(before?.split('-')[1] ?? 0) + 1}`;
      const path = join(folder, name);
      await rm(path, { recursive: true, force: true });
      await mkdir(path, { recursive: true });
      await write(path);
      await writeFile(join(path, COMPLETE), '');
      await writeFile(`${pointer}.next`, name);
      await rename(`${pointer}.next`, pointer);
      const old = (await readdir(folder)).filter((entry) => NAME.test(entry) && entry !== name);
      await Promise.all(old.map((entry) => rm(join(folder, entry), { recursive: true, force: true })));
    },
  };
}
