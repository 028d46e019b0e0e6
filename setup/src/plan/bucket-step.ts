import { z } from 'zod';
import { needsRole, type Step } from './step.ts';
import { bucketName, type Target } from './target.ts';

const bucket = z.object({
  projectNumber: z.coerce.string(),
  location: z.string().default(''),
  iamConfiguration: z
    .object({
      uniformBucketLevelAccess: z.object({ enabled: z.boolean().default(false) }).default({ enabled: false }),
      publicAccessPrevention: z.string().default('inherited'),
    })
    .default({ uniformBucketLevelAccess: { enabled: false }, publicAccessPrevention: 'inherited' }),
});

/** Policies alone say who may read it, and no policy can open it to everybody.
 * @see https://cloud.google.com/storage/docs/uniform-bucket-level-access
 * @see https://cloud.google.com/storage/docs/public-access-prevention */
const CLOSED = { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: 'enforced' };

const ANOTHER_NAME =
  'Bucket names are shared by all of Google Cloud. Choose another one as BUILD_BUCKET= in functions/.env.<project-id>, ' +
  'create that bucket by hand with the roles of docs/security.md, or use another project.';

/** Sources and build logs. */
export function bucketStep(target: Target): Step {
  const name = bucketName(target);
  const path = `/storage/v1/b/${name}`;
  return {
    id: 'bucket',
    title: `Bucket ${name}`,
    look: { kind: 'request', request: { api: 'storage', method: 'GET', path } },
    decide: (seen) => {
      if (seen === null) {
        const request = {
          api: 'storage',
          method: 'POST',
          path: `/storage/v1/b?project=${target.projectId}`,
          body: { name, location: target.region, iamConfiguration: CLOSED },
        } as const;
        return {
          kind: 'change',
          detail: `in ${target.region}, for sources and build logs, never public`,
          change: { kind: 'request', request },
        };
      }
      const { projectNumber, location, iamConfiguration } = bucket.parse(seen);
      if (projectNumber !== target.projectNumber) {
        return { kind: 'blocked', detail: 'it belongs to another project', fix: ANOTHER_NAME };
      }
      const { uniformBucketLevelAccess, publicAccessPrevention } = iamConfiguration;
      if (uniformBucketLevelAccess.enabled && publicAccessPrevention === 'enforced') {
        return { kind: 'there', detail: `in ${location.toLowerCase()}, never public` };
      }
      const request = { api: 'storage', method: 'PATCH', path, body: { iamConfiguration: CLOSED } } as const;
      return {
        kind: 'change',
        detail: 'it is there already: close it to the public and let policies alone decide',
        change: { kind: 'request', request },
      };
    },
    // A bucket of somebody else's refuses in the same words as one of ours without the role.
    fixWhenRefused: `${needsRole('roles/storage.admin')} If you have it, the bucket is somebody else's. ${ANOTHER_NAME}`,
  };
}
