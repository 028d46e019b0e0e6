import { Failure } from '@proving-ground/shared';
import { googleRest } from './google-rest.ts';

const HOST = 'artifactregistry.googleapis.com';
const API = 'Artifact Registry';

export interface RepositoryName {
  readonly projectId: string;
  readonly region: string;
  readonly repository: string;
}

/** Whether the Docker repository is there. */
export async function repositoryExists({ projectId, region, repository }: RepositoryName): Promise<boolean> {
  const path = `/v1/projects/${projectId}/locations/${region}/repositories/${repository}`;
  try {
    await googleRest({ api: API, host: HOST, method: 'GET', path });
    return true;
  } catch (error) {
    if (error instanceof Failure && error.record.code === 'not-found') return false;
    throw error;
  }
}

/** Asks for the repository; one that is there already is fine. */
export async function createRepository({ projectId, region, repository }: RepositoryName): Promise<void> {
  const path = `/v1/projects/${projectId}/locations/${region}/repositories?repositoryId=${repository}`;
  const body = { format: 'DOCKER', description: 'Images built by Proving Ground' };
  try {
    await googleRest({ api: API, host: HOST, method: 'POST', path, body });
  } catch (error) {
    if (!(error instanceof Failure && error.record.code === 'already-exists')) throw error;
  }
}

/** `REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME`, without tag or digest. */
export function imageName(name: RepositoryName, image: string): string {
  return `${name.region}-docker.pkg.dev/${name.projectId}/${name.repository}/${image}`;
}
