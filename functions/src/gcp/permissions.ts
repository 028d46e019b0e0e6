import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const held = z.object({ permissions: z.array(z.string()).default([]) });

/** Which of the permissions our own account lacks on the project.
 * @see https://cloud.google.com/resource-manager/reference/rest/v1/projects/testIamPermissions */
export async function missingPermissions(projectId: string, needed: readonly string[]): Promise<readonly string[]> {
  const answer = await googleRest({
    api: 'Resource Manager',
    host: 'cloudresourcemanager.googleapis.com',
    method: 'POST',
    path: `/v1/projects/${projectId}:testIamPermissions`,
    body: { permissions: needed },
  });
  const { permissions } = held.parse(answer);
  return needed.filter((permission) => !permissions.includes(permission));
}
