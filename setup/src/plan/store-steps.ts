import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { z } from 'zod';
import { needsRole, type Step } from './step.ts';
import { REPOSITORY, type Target } from './target.ts';

/** Where the images go.
 * @see https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/create */
export function repositoryStep({ projectId, region }: Target): Step {
  const path = `/v1/projects/${projectId}/locations/${region}/repositories`;
  return {
    id: 'repository',
    title: `Artifact Registry repository ${REPOSITORY}`,
    look: { kind: 'request', request: { api: 'artifactRegistry', method: 'GET', path: `${path}/${REPOSITORY}` } },
    decide: (seen) => {
      if (seen === null) {
        const request = {
          api: 'artifactRegistry',
          method: 'POST',
          path: `${path}?repositoryId=${REPOSITORY}`,
          body: { format: 'DOCKER', description: 'Images built by Proving Ground' },
        } as const;
        return {
          kind: 'change',
          detail: `for Docker images, in ${region}`,
          change: { kind: 'request', request, operation: 'v1' },
        };
      }
      const { format } = z.object({ format: z.string().default('DOCKER') }).parse(seen);
      return format === 'DOCKER'
        ? { kind: 'there', detail: `in ${region}` }
        : {
            kind: 'blocked',
            detail: `it holds ${format} packages, not Docker images`,
            fix: 'Rename or delete it, or choose another --region.',
          };
    },
    fixWhenRefused: needsRole('roles/artifactregistry.admin'),
  };
}

const TOPIC = 'cloud-builds';

/** Cloud Build tells of its builds on the topic of this name, if there is one.
 * @see https://cloud.google.com/build/docs/subscribe-build-notifications */
export function topicStep({ projectId }: Target): Step {
  const path = `/v1/projects/${projectId}/topics/${TOPIC}`;
  return {
    id: 'topic',
    title: `Pub/Sub topic ${TOPIC}`,
    look: { kind: 'request', request: { api: 'pubSub', method: 'GET', path } },
    decide: (seen) => {
      const detail = 'on which Cloud Build tells of its builds';
      if (seen !== null) return { kind: 'there', detail };
      const request = { api: 'pubSub', method: 'PUT', path, body: {} } as const;
      return { kind: 'change', detail, change: { kind: 'request', request } };
    },
    fixWhenRefused: needsRole('roles/pubsub.admin'),
  };
}

const database = z.object({ type: z.string().default(''), locationId: z.string().default('') });

/**
 * The records lie beside the functions, which stay in one region wherever the agents are. The place cannot be changed later.
 * @see https://cloud.google.com/firestore/docs/locations
 * @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases/create
 */
export function databaseStep({ projectId }: Target): Step {
  const path = `/v1/projects/${projectId}/databases`;
  return {
    id: 'database',
    title: 'Firestore database (default)',
    look: { kind: 'request', request: { api: 'firestore', method: 'GET', path: `${path}/(default)` } },
    decide: (seen) => {
      if (seen === null) {
        const request = {
          api: 'firestore',
          method: 'POST',
          path: `${path}?databaseId=(default)`,
          body: { type: 'FIRESTORE_NATIVE', locationId: FUNCTIONS_REGION },
        } as const;
        return {
          kind: 'change',
          detail: `in native mode, in ${FUNCTIONS_REGION} beside the functions; its place cannot be changed later`,
          change: { kind: 'request', request, operation: 'v1' },
        };
      }
      const { type, locationId } = database.parse(seen);
      if (type === 'FIRESTORE_NATIVE') return { kind: 'there', detail: `in native mode, in ${locationId}` };
      return {
        kind: 'blocked',
        detail: 'it is in Datastore mode, and the product needs native mode',
        fix: 'Use another project, or change the mode of an empty database in the Google Cloud console.',
      };
    },
    fixWhenRefused: needsRole('roles/datastore.owner'),
  };
}
