import type { GoogleRequest } from '../google/google.ts';
import { ACT_AS_ROLE, BUCKET_ROLES, grant, projectGrants, REPOSITORY_ROLES, resourceGrants } from './grants.ts';
import { type Grant, missingGrants, type Policy, readPolicy, withGrants } from './policy.ts';
import { needsRole, type Step } from './step.ts';
import { ACCOUNT_NAMES, accountEmail, bucketName, REPOSITORY, type Target } from './target.ts';

interface PolicyPlace {
  readonly id: string;
  readonly title: string;
  readonly grants: readonly Grant[];
  readonly read: GoogleRequest;
  readonly write: (policy: Policy) => GoogleRequest;
  readonly role: string;
}

/** Without this an API leaves conditions out, and writing such a policy back would take them away. */
const VERSION = { options: { requestedPolicyVersion: 3 } };

/** The roles on the project and on the accounts. */
export function accountGrantSteps(target: Target): Step[] {
  const project = `/v3/projects/${target.projectId}`;
  const onProject = policyStep({
    id: 'project-roles',
    title: 'Roles on the project',
    grants: projectGrants(target),
    // https://cloud.google.com/resource-manager/reference/rest/v3/projects/setIamPolicy
    read: { api: 'resourceManager', method: 'POST', path: `${project}:getIamPolicy`, body: VERSION },
    write: (policy) => ({
      api: 'resourceManager',
      method: 'POST',
      path: `${project}:setIamPolicy`,
      body: { policy },
    }),
    role: 'roles/resourcemanager.projectIamAdmin',
  });
  const onAccounts = ACCOUNT_NAMES.map((account) => {
    const path = `/v1/projects/${target.projectId}/serviceAccounts/${accountEmail(account, target)}`;
    return policyStep({
      id: `act-as-${account}`,
      title: `Who may run things as proving-ground-${account}`,
      grants: [grant('functions', ACT_AS_ROLE, target)],
      // https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/getIamPolicy
      read: { api: 'iam', method: 'POST', path: `${path}:getIamPolicy?options.requestedPolicyVersion=3` },
      write: (policy) => ({ api: 'iam', method: 'POST', path: `${path}:setIamPolicy`, body: { policy } }),
      role: 'roles/iam.serviceAccountAdmin',
    });
  });
  return [onProject, ...onAccounts];
}

/** The roles on the image repository.
 * @see https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/getIamPolicy */
export function repositoryGrantStep(target: Target): Step {
  const path = `/v1/projects/${target.projectId}/locations/${target.region}/repositories/${REPOSITORY}`;
  return policyStep({
    id: 'repository-roles',
    title: `Roles on the repository ${REPOSITORY}`,
    grants: resourceGrants(REPOSITORY_ROLES, target),
    read: {
      api: 'artifactRegistry',
      method: 'GET',
      path: `${path}:getIamPolicy?options.requestedPolicyVersion=3`,
    },
    write: (policy) => ({ api: 'artifactRegistry', method: 'POST', path: `${path}:setIamPolicy`, body: { policy } }),
    role: 'roles/artifactregistry.admin',
  });
}

/** The roles on the build bucket.
 * @see https://cloud.google.com/storage/docs/json_api/v1/buckets/setIamPolicy */
export function bucketGrantStep(target: Target): Step {
  const path = `/storage/v1/b/${bucketName(target)}/iam`;
  return policyStep({
    id: 'bucket-roles',
    title: `Roles on the bucket ${bucketName(target)}`,
    grants: resourceGrants(BUCKET_ROLES, target),
    read: { api: 'storage', method: 'GET', path: `${path}?optionsRequestedPolicyVersion=3` },
    write: (policy) => ({ api: 'storage', method: 'PUT', path, body: policy }),
    role: 'roles/storage.admin',
  });
}

function policyStep({ id, title, grants, read, write, role }: PolicyPlace): Step {
  return {
    id,
    title,
    look: { kind: 'request', request: read },
    decide: (seen) => {
      const policy = readPolicy(seen);
      const missing = missingGrants(policy, grants);
      if (missing.length === 0) return { kind: 'there', detail: grantList(grants) };
      return {
        kind: 'change',
        detail: `give ${grantList(missing)}`,
        change: { kind: 'request', request: write(withGrants(policy, grants)) },
      };
    },
    fixWhenRefused: needsRole(role),
    // An account is not known everywhere at once: a policy that names it is refused, or it has no policy yet.
    // https://cloud.google.com/iam/docs/service-accounts-create
    passingStatuses: [400, 404],
  };
}

/** `functions: run.admin, datastore.user; build: logging.logWriter` */
function grantList(grants: readonly Grant[]): string {
  const byAccount = Map.groupBy(grants, ({ member }) => /proving-ground-(\w+)@/.exec(member)?.[1] ?? member);
  return [...byAccount]
    .map(([account, of]) => `${account}: ${of.map(({ role }) => role.replace('roles/', '')).join(', ')}`)
    .join('; ');
}
