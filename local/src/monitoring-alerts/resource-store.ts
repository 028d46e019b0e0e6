import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';

export interface Named {
  /** `projects/P/COLLECTION/ID`. */
  readonly name: string;
}

/** The resources of one collection, on disk. */
export interface ResourceStore<T> {
  /** Oldest first. */
  list(): readonly (T & Named)[];
  get(name: string): (T & Named) | null;
  /** Under a number of its own, as Cloud Monitoring gives it. */
  add(resource: T): Promise<T & Named>;
  replace(resource: T & Named): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
}

const MAX_ID = 2 ** 47;

/** Opens what a folder keeps of `projects/P/COLLECTION`. */
export async function openResourceStore<T>(options: {
  readonly folder: string;
  readonly projectId: string;
  readonly collection: string;
}): Promise<ResourceStore<T>> {
  const { folder, projectId, collection } = options;
  const file = join(folder, `${collection}.json`);
  const resources = new Map(((await readJsonFile<readonly (T & Named)[]>(file)) ?? []).map((one) => [one.name, one]));
  const inOrder = createSerializer();
  const save = () => writeJsonFile(file, [...resources.values()]);
  return {
    list: () => [...resources.values()],
    get: (name) => resources.get(name) ?? null,
    add: (resource) =>
      inOrder(async () => {
        const added = { ...resource, name: `projects/${projectId}/${collection}/${randomInt(1, MAX_ID)}` };
        resources.set(added.name, added);
        await save();
        return added;
      }),
    replace: (resource) =>
      inOrder(async () => {
        resources.set(resource.name, resource);
        await save();
      }),
    remove: (names) =>
      inOrder(async () => {
        for (const name of names) resources.delete(name);
        await save();
      }),
  };
}
