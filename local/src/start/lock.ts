import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

const LOCK_FILE = 'lock.json';
const lockSchema = z.object({ pid: z.number().int().positive() });

export interface Lock {
  release(): Promise<void>;
}

/** Takes the state folder for this process, or says which process has it. A lock of a process that is gone counts for nothing. */
export async function takeLock(stateFolder: string): Promise<Lock | { readonly heldBy: number }> {
  const file = join(stateFolder, LOCK_FILE);
  while (true) {
    try {
      await writeFile(file, JSON.stringify({ pid: process.pid }), { flag: 'wx' });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = await ownerOf(file);
    if (pid !== null && (await isStart(pid))) return { heldBy: pid };
    await rm(file, { force: true });
  }
}

async function ownerOf(file: string): Promise<number | null> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8'))).pid;
  } catch {
    return null;
  }
}

/** After a crash the number may belong to another program by now; where the system tells its command, that shows. */
async function isStart(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || /node|npm/.test(command);
}
