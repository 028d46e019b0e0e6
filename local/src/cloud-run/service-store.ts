import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';
import type { ServiceRecord } from './service-record.ts';

/** The services of this machine: in memory for reading, on disk before a write resolves. */
export interface ServiceStore {
  list(): readonly ServiceRecord[];
  get(name: string): ServiceRecord | undefined;
  /** @throws Error of the disk; the record is then what it was. */
  put(record: ServiceRecord): Promise<void>;
  /**
   * Changes what is there now; nothing happens when the service is gone. What runs is true even when the disk does not
   * take it, so readers see it all the same; the next start finds the older record and rolls out again.
   */
  change(name: string, change: (record: ServiceRecord) => ServiceRecord): Promise<void>;
  delete(name: string): Promise<void>;
}

const EXTENSION = '.json';

export async function openServiceStore(options: {
  readonly folder: string;
  /** Told when the disk does not take a record. */
  readonly report: (problem: string) => void;
}): Promise<ServiceStore> {
  const { folder, report } = options;
  const records = new Map<string, ServiceRecord>();
  for (const file of await readdir(folder).catch(() => [])) {
    if (!file.endsWith(EXTENSION)) continue;
    const record = await readJsonFile<ServiceRecord>(join(folder, file));
    if (record) records.set(record.name, record);
  }
  const inOrder = createSerializer();
  const fileOf = (name: string) => join(folder, `${name.replaceAll('/', '~')}${EXTENSION}`);
  /** Writes what is current when its turn comes: later changes are never overwritten by earlier ones. */
  const save = (name: string) =>
    inOrder(async () => {
      const current = records.get(name);
      if (current) await writeJsonFile(fileOf(name), current);
      else await rm(fileOf(name), { force: true });
    });

  return {
    list: () => [...records.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    get: (name) => records.get(name),
    put: async (record) => {
      const before = records.get(record.name);
      records.set(record.name, record);
      try {
        await save(record.name);
      } catch (error) {
        // Unless somebody has written since: that one speaks for itself.
        if (records.get(record.name) === record) {
          if (before) records.set(record.name, before);
          else records.delete(record.name);
        }
        throw error;
      }
    },
    change: async (name, change) => {
      const record = records.get(name);
      if (!record) return;
      records.set(name, change(record));
      await save(name).catch((error: unknown) => report(`${name} cannot be stored: ${String(error)}`));
    },
    delete: async (name) => {
      records.delete(name);
      await save(name);
    },
  };
}
