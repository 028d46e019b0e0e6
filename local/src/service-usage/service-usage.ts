import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';

/** Of those that a new project has enabled, what the twin has: https://cloud.google.com/service-usage/docs/enabled-service */
const FIRST_SERVICES = ['monitoring.googleapis.com'];

/** Which APIs the project has enabled. */
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
  const disabledFile = join(folder, 'disabled.json');
  // Apart, so that a state of before an API was here has it enabled too.
  const disabled = new Set((await readJsonFile<readonly string[]>(disabledFile)) ?? []);
  const first = FIRST_SERVICES.filter((service) => !disabled.has(service));
  const enabled = new Set([...((await readJsonFile<readonly string[]>(file)) ?? []), ...first]);
  const list = () => [...enabled].sort();
  async function save(): Promise<void> {
    await writeJsonFile(file, list());
    await writeJsonFile(disabledFile, [...disabled].sort());
  }
  return {
    isEnabled: (service) => enabled.has(service),
    list,
    enable: async (services) => {
      for (const service of services) {
        enabled.add(service);
        disabled.delete(service);
      }
      await save();
    },
    disable: async (service) => {
      enabled.delete(service);
      disabled.add(service);
      await save();
    },
  };
}
