import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 200;

/**
 * Runs a job that only one process of this machine may run at a time. The lock is SQLite's on a file: the system
 * takes it back from a process that died.
 */
export async function withFileLock<T>(
  options: { readonly file: string; readonly signal: AbortSignal; readonly onWait: () => void },
  job: () => Promise<T>,
): Promise<T> {
  const { file, signal, onWait } = options;
  await mkdir(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    for (let waits = 0; !tryLock(database); waits += 1) {
      if (waits === 0) onWait();
      await delay(POLL_MS, undefined, { signal });
    }
    return await job();
  } finally {
    database.close();
  }
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && /locked|busy/.test(error.message)) return false;
    throw error;
  }
}
