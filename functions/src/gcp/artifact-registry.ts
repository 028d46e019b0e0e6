import { Failure } from '@proving-ground/shared';
import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const HOST = 'artifactregistry.googleapis.com';
const API = 'Artifact Registry';

export interface RepositoryName {
  readonly projectId: string;
  readonly region: string;
  readonly repository: string;
}

/** Whether the Docker repository is there. */
export async function repositoryExists(name: RepositoryName): Promise<boolean> {
  return await answers('GET', repositoryPath(name));
}

/** Asks for the repository; one that is there already is fine. */
export async function createRepository(name: RepositoryName): Promise<void> {
  const path = `${repositoriesPath(name)}?repositoryId=${name.repository}`;
  const body = { format: 'DOCKER', description: 'Images built by Proving Ground' };
  try {
    await googleRest({ api: API, host: HOST, method: 'POST', path, body });
  } catch (error) {
    if (!(error instanceof Failure && error.record.code === 'already-exists')) throw error;
  }
}

/** Whether the repository holds images of that name. */
export async function imagesExist(name: RepositoryName, image: string): Promise<boolean> {
  return await answers('GET', packagePath(name, image));
}

/** Removes all images of that name with their tags; none is fine.
 * @see https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories.packages/delete */
export async function deleteImages(name: RepositoryName, image: string): Promise<void> {
  await answers('DELETE', packagePath(name, image));
}

const packageList = z.object({ packages: z.array(z.object({ name: z.string() })).default([]) });

/** Names of all images in the repository; none without a repository. */
export async function listImages(name: RepositoryName): Promise<readonly string[]> {
  const path = `${repositoryPath(name)}/packages?pageSize=1000`;
  try {
    const { packages } = packageList.parse(await googleRest({ api: API, host: HOST, method: 'GET', path }));
    return packages.map((each) => decodeURIComponent(each.name.split('/').at(-1) ?? ''));
  } catch (error) {
    if (error instanceof Failure && error.record.code === 'not-found') return [];
    throw error;
  }
}

function repositoriesPath({ projectId, region }: RepositoryName): string {
  return `/v1/projects/${projectId}/locations/${region}/repositories`;
}

function repositoryPath(name: RepositoryName): string {
  return `${repositoriesPath(name)}/${name.repository}`;
}

function packagePath(name: RepositoryName, image: string): string {
  return `${repositoryPath(name)}/packages/${encodeURIComponent(image)}`;
}

/** False when there is no such thing. */
async function answers(method: 'GET' | 'DELETE', path: string): Promise<boolean> {
  try {
    await googleRest({ api: API, host: HOST, method, path });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.record.code === 'not-found') return false;
    throw error;
  }
}

/** `REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME`, without tag or digest. */
export function imageName(name: RepositoryName, image: string): string {
  return `${name.region}-docker.pkg.dev/${name.projectId}/${name.repository}/${image}`;
}
