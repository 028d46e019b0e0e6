import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LogEntry } from './log-entry.ts';

export interface LogFile {
  append(entry: LogEntry): void;
  /** Every entry kept, oldest first, this moment's included. */
  read(): Promise<readonly LogEntry[]>;
  flush(): Promise<void>;
  remove(): Promise<void>;
}

/** A file of JSON lines that keeps between half and all of its bound: the older half goes when the newer is full. */
export function openLogFile(options: {
  readonly path: string;
  readonly maxBytes: number;
  readonly report: (problem: string) => void;
}): LogFile {
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
      // A full disk must not take the service down with it: it loses log lines, and says so once.
      if (!failed) report(`The log ${path} cannot be written: ${String(error)}`);
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
      return [...(await readEntries(older)), ...(await readEntries(path))];
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

async function readEntries(path: string): Promise<readonly LogEntry[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap(parseEntry);
}

/** A line that a crash cut in two is not an entry. */
function parseEntry(line: string): readonly LogEntry[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as LogEntry];
  } catch {
    return [];
  }
}
