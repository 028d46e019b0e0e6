import { expect, test } from 'vitest';
import { type ProcessEntry, parseProcStat, parsePsLine, usageOfTree } from './process-table.ts';

test('a line of /proc is read whatever the name in it', () => {
  const stat =
    '4242 (a (b) c) S 1 4242 4242 0 -1 4194304 2107 35 0 0 250 50 70 30 20 0 11 0 8653433 1073741824 10240 18446744073709551615';
  expect(parseProcStat(stat, 4_096)).toEqual({
    pid: 4242,
    parentPid: 1,
    groupId: 4242,
    cpuSeconds: 4,
    residentBytes: 10_240 * 4_096,
  });
  expect(parseProcStat('', 4_096)).toBeNull();
});

test.each([
  ['  12  1 12  2048     0:01.50', 1.5],
  ['12 1 12 2048 01:02:03', 3_723],
  ['12 1 12 2048 1-00:00:01', 86_401],
])('a line of ps is read: %s', (line, cpuSeconds) => {
  expect(parsePsLine(line)).toEqual({ pid: 12, parentPid: 1, groupId: 12, cpuSeconds, residentBytes: 2 * 1_024 ** 2 });
});

test('a program counts with its group and with descendants that left it', () => {
  const entry = (pid: number, parentPid: number, groupId: number): ProcessEntry => ({
    pid,
    parentPid,
    groupId,
    cpuSeconds: pid,
    residentBytes: 10,
  });
  const table = [
    entry(1, 0, 1),
    entry(10, 1, 10),
    entry(11, 10, 10),
    entry(12, 11, 12),
    entry(13, 1, 10),
    entry(20, 1, 20),
  ];
  expect(usageOfTree(10, table)).toEqual({ cpuSeconds: 46, residentBytes: 40 });
  expect(usageOfTree(99, table)).toBeNull();
});
