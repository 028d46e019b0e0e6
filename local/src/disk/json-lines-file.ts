import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface JsonLinesFile<T> {
  append(entry: T): void;
  /** Every entry kept, oldest first, this moment's included. */
  read(): Promise<readonly T[]>;
  flush(): Promise<void>;
  remove(): Promise<void>;
}

/** A file of JSON lines that keeps between half and all of its bound: the older half goes when the newer is full. */
export function openJsonLinesFile<T>(options: {
  readonly path: string;
  readonly maxBytes: number;
  readonly report: (problem: string) => void;
}): JsonLinesFile<T> {
  const { path, maxBytes, report } = options;
  const older = `${path}.1`;
  let waiting: string[] = [];
  let sizeBytes: number | null = null;
  let writing: Promise<void> = Promise.resolve();
  let failed = false;

  async function write(): Promise<void> {
    const text = waiting.join('');
    waiting = [];
    if (text === '') return;
    try {
      await mkdir(dirname(path), { recursive: true });
      sizeBytes ??= (await stat(path).catch(() => ({ size: 0 }))).size;
      if (sizeBytes > maxBytes / 2) {
        await rename(path, older);
        sizeBytes = 0;
      }
      await appendFile(path, text);
      sizeBytes += Buffer.byteLength(text);
      failed = false;
    } catch (error) {
      // A full disk must not take the service down with it: it loses lines, and says so once.
      if (!failed) report(`${path} cannot be written: ${String(error)}`);
      failed = true;
    }
  }
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  return {
    append: (entry) => {
      waiting.push(`${JSON.stringify(entry)}\n`);
      // One write for all that comes in the same turn.
      if (waiting.length === 1) void flush();
    },
    read: async () => {
      await flush();
      return [...(await readEntries<T>(older)), ...(await readEntries<T>(path))];
    },
    flush,
    remove: async () => {
      waiting = [];
      await writing;
      sizeBytes = null;
      await rm(path, { force: true });
      await rm(older, { force: true });
    },
  };
}

async function readEntries<T>(path: string): Promise<readonly T[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => parseEntry<T>(line));
}

/** A line that a crash cut in two is not an entry. */
function parseEntry<T>(line: string): readonly T[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as T];
  } catch {
    return [];
  }
}
