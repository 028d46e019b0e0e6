import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../disk/json-file.ts';
import { createSerializer } from '../disk/serializer.ts';

export interface RepositoryPlace {
  readonly projectId: string;
  readonly location: string;
  readonly repository: string;
}

export interface RepositoryFacts extends RepositoryPlace {
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createTime: string;
  readonly updateTime: string;
}

/** The Docker repositories of the project. */
export interface RepositoryStore {
  /** `null` when there is one already. */
  create(repository: Omit<RepositoryFacts, 'createTime' | 'updateTime'>): Promise<RepositoryFacts | null>;
  get(place: RepositoryPlace): RepositoryFacts | null;
  exists(place: RepositoryPlace): Promise<boolean>;
  list(projectId: string, location: string): readonly RepositoryFacts[];
  delete(place: RepositoryPlace): Promise<void>;
}

/** Opens the repositories kept in a folder. */
export async function openRepositoryStore(options: {
  readonly folder: string;
  readonly now?: () => Date;
}): Promise<RepositoryStore> {
  const { folder, now = () => new Date() } = options;
  const file = join(folder, 'repositories.json');
  const repositories = new Map<string, RepositoryFacts>();
  for (const facts of (await readJsonFile<readonly RepositoryFacts[]>(file)) ?? [])
    repositories.set(keyOf(facts), facts);
  const inOrder = createSerializer();
  const save = () => writeJsonFile(file, [...repositories.values()]);

  return {
    get: (place) => repositories.get(keyOf(place)) ?? null,
    exists: async (place) => repositories.has(keyOf(place)),
    list: (projectId, location) =>
      [...repositories.values()].filter((facts) => facts.projectId === projectId && facts.location === location),
    create: (repository) =>
      inOrder(async () => {
        if (repositories.has(keyOf(repository))) return null;
        const at = now().toISOString();
        const facts = { ...repository, createTime: at, updateTime: at };
        repositories.set(keyOf(repository), facts);
        await save();
        return facts;
      }),
    delete: (place) =>
      inOrder(async () => {
        repositories.delete(keyOf(place));
        await save();
      }),
  };
}

const keyOf = ({ projectId, location, repository }: RepositoryPlace) =>
  `projects/${projectId}/locations/${location}/repositories/${repository}`;
