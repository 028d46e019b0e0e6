import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';

/** Which APIs the project has enabled; a new project has none. */
export interface ServiceUsage {
  isEnabled(service: string): boolean;
  /** @throws Error of the disk */
  enable(services: readonly string[]): Promise<void>;
  disable(service: string): Promise<void>;
  list(): readonly string[];
}

/** Names such as `run.googleapis.com`. */
export const isServiceName = (name: string) => /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.googleapis\.com$/.test(name);

/** Opens the state kept in a folder. */
export async function openServiceUsage({ folder }: { readonly folder: string }): Promise<ServiceUsage> {
  const file = join(folder, 'services.json');
  const enabled = new Set((await readJsonFile<readonly string[]>(file)) ?? []);
  const list = () => [...enabled].sort();
  return {
    isEnabled: (service) => enabled.has(service),
    list,
    enable: async (services) => {
      for (const service of services) enabled.add(service);
      await writeJsonFile(file, list());
    },
    disable: async (service) => {
      enabled.delete(service);
      await writeJsonFile(file, list());
    },
  };
}
