import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { promisify } from 'node:util';
import { type ProcessEntry, parseProcStat, parsePsLine, usageOfTree } from './process-table.ts';

/** What a program and everything it started have used. */
export interface ProcessUsage {
  /** Since the program began, over all processors. */
  readonly cpuSeconds: number;
  /** In memory now; what processes share counts for each. */
  readonly residentBytes: number;
}

/** By process number; programs that are gone, or cannot be looked at, are left out. */
export type ReadUsage = (pids: readonly number[]) => Promise<ReadonlyMap<number, ProcessUsage>>;

/** Looks at the machine's processes: through /proc on Linux, through `ps` elsewhere. */
export const readProcessUsage: ReadUsage = async (pids) => {
  const table = await (platform() === 'linux' ? readProc() : readPs());
  return new Map(
    pids.flatMap((pid) => {
      const usage = usageOfTree(pid, table);
      return usage ? [[pid, usage] as const] : [];
    }),
  );
};

/** The kernel's note to every program: https://man7.org/linux/man-pages/man3/getauxval.3.html */
const AT_PAGESZ = 6n;
let pageBytes: number | undefined;

async function readPageBytes(): Promise<number> {
  const notes = await readFile('/proc/self/auxv');
  for (let at = 0; at + 16 <= notes.length; at += 16) {
    if (notes.readBigUInt64LE(at) === AT_PAGESZ) return Number(notes.readBigUInt64LE(at + 8));
  }
  throw new Error('/proc/self/auxv does not tell the size of a page.');
}

async function readProc(): Promise<readonly ProcessEntry[]> {
  pageBytes ??= await readPageBytes();
  const bytes = pageBytes;
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(
    names.map(async (name) => {
      try {
        return parseProcStat(await readFile(`/proc/${name}/stat`, 'utf8'), bytes);
      } catch {
        // Gone since the listing.
        return null;
      }
    }),
  );
  return entries.filter((entry) => entry !== null);
}

async function readPs(): Promise<readonly ProcessEntry[]> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,pgid=,rss=,time=']);
    return stdout.split('\n').flatMap((line) => parsePsLine(line) ?? []);
  } catch {
    return [];
  }
}
