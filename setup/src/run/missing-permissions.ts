import { z } from 'zod';
import type { Google } from '../google/google.ts';

/**
 * What the steps do, as permissions; each belongs to a method that plan/ calls.
 * @see https://cloud.google.com/iam/docs/permissions-reference
 * @see https://firebase.google.com/docs/projects/iam/permissions
 */
export const NEEDED_PERMISSIONS = [
  'resourcemanager.projects.get',
  'resourcemanager.projects.getIamPolicy',
  'resourcemanager.projects.setIamPolicy',
  'serviceusage.services.enable',
  'serviceusage.services.get',
  'serviceusage.services.list',
  'serviceusage.services.use',
  'iam.serviceAccounts.create',
  'iam.serviceAccounts.get',
  'iam.serviceAccounts.getIamPolicy',
  'iam.serviceAccounts.setIamPolicy',
  'artifactregistry.repositories.create',
  'artifactregistry.repositories.get',
  'artifactregistry.repositories.getIamPolicy',
  'artifactregistry.repositories.setIamPolicy',
  'storage.buckets.create',
  'storage.buckets.get',
  'storage.buckets.getIamPolicy',
  'storage.buckets.setIamPolicy',
  'storage.buckets.update',
  'pubsub.topics.create',
  'pubsub.topics.get',
  'datastore.databases.create',
  'datastore.databases.getMetadata',
  'firebase.projects.get',
  'firebase.projects.update',
  'firebase.clients.create',
  'firebase.clients.list',
  'firebaseauth.configs.get',
] as const;

const held = z.object({ permissions: z.array(z.string()).default([]) });

/** Which of them the caller lacks on the project.
 * @see https://cloud.google.com/resource-manager/reference/rest/v3/projects/testIamPermissions */
export async function missingPermissions(projectId: string, google: Google): Promise<readonly string[]> {
  const answer = await google({
    api: 'resourceManager',
    method: 'POST',
    path: `/v3/projects/${projectId}:testIamPermissions`,
    body: { permissions: NEEDED_PERMISSIONS },
  });
  const { permissions } = held.parse(answer);
  return NEEDED_PERMISSIONS.filter((permission) => !permissions.includes(permission));
}
