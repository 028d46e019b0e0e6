import type { ProcessUsage } from './process-usage.ts';

/** One process of the machine. */
export interface ProcessEntry extends ProcessUsage {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
}

/** What Linux shows to programs, whatever the kernel's own clock: sysconf(_SC_CLK_TCK). */
const TICKS_PER_SECOND = 100;
const BYTES_PER_KIB = 1_024;

/** A line of /proc/PID/stat; time of children that ended is their parent's. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function parseProcStat(text: string, pageBytes: number): ProcessEntry | null {
  // The name may hold spaces and brackets.
  const afterName = text.lastIndexOf(') ');
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(afterName + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  if (afterName < 0 || fields.length < 22) return null;
  return {
    pid,
    parentPid: field(4),
    groupId: field(5),
    cpuSeconds: (field(14) + field(15) + field(16) + field(17)) / TICKS_PER_SECOND,
    residentBytes: field(24) * pageBytes,
  };
}

/** A line of `ps -o pid=,ppid=,pgid=,rss=,time=`. */
export function parsePsLine(line: string): ProcessEntry | null {
  const [, pid, parentPid, groupId, rssKib, days = '0', hours = '0', minutes, seconds] =
    /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\s*$/.exec(line) ?? [];
  if (pid === undefined) return null;
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    cpuSeconds: ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds),
    residentBytes: Number(rssKib) * BYTES_PER_KIB,
  };
}

/** A program with its process group and all its descendants; `null` when it is not there. */
export function usageOfTree(pid: number, table: readonly ProcessEntry[]): ProcessUsage | null {
  if (!table.some((entry) => entry.pid === pid)) return null;
  const members = new Set(
    table.filter((entry) => entry.pid === pid || entry.groupId === pid).map((entry) => entry.pid),
  );
  for (let before = 0; before < members.size; ) {
    before = members.size;
    for (const entry of table) if (members.has(entry.parentPid)) members.add(entry.pid);
  }
  const tree = table.filter((entry) => members.has(entry.pid));
  return {
    cpuSeconds: tree.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    residentBytes: tree.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
  };
}
