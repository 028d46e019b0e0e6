import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';
import { type Build, isTerminal } from './build.ts';

/** Every build there ever was, on disk and in memory. */
export interface BuildStore {
  get(id: string): Build | undefined;
  /** Newest first. */
  list(): readonly Build[];
  /** Known to readers at once, even if the disk refuses. @throws Error of the disk */
  put(build: Build): Promise<void>;
}

const INTERRUPTED = 'The local twin stopped while this build was running.';

/** Opens the store; a build that was under way when the twin ended has failed with INTERNAL_ERROR. */
export async function openBuildStore({
  folder,
  now,
}: {
  readonly folder: string;
  readonly now: () => Date;
}): Promise<BuildStore> {
  const builds = new Map<string, Build>();
  const inOrder = createSerializer();
  const fileOf = (id: string) => join(folder, `${id}.json`);

  async function put(build: Build): Promise<void> {
    builds.set(build.id, build);
    await inOrder(() => writeJsonFile(fileOf(build.id), build));
  }
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((file) => file.endsWith('.json'))) {
    const build = await readJsonFile<Build>(join(folder, name));
    if (!build) continue;
    if (isTerminal(build.status)) builds.set(build.id, build);
    else await put({ ...build, status: 'INTERNAL_ERROR', statusDetail: INTERRUPTED, finishTime: now().toISOString() });
  }
  return {
    get: (id) => builds.get(id),
    list: () => [...builds.values()].sort((a, b) => (a.createTime < b.createTime ? 1 : -1)),
    put,
  };
}
