import type { Grant } from './policy.ts';
import { type Account, accountEmail, type Target } from './target.ts';

/** What each account may do in the whole project: the table of docs/security.md, which a test compares with this. */
export const PROJECT_ROLES: Readonly<Record<Account, readonly string[]>> = {
  functions: [
    'cloudbuild.builds.editor',
    'run.admin',
    'artifactregistry.admin',
    'datastore.user',
    'firebaseauth.admin',
    'cloudtasks.enqueuer',
    'logging.viewer',
    'serviceusage.serviceUsageAdmin',
    'browser',
    'cloudquotas.viewer',
    'monitoring.viewer',
    'monitoring.alertPolicyEditor',
    'monitoring.uptimeCheckConfigEditor',
    'monitoring.notificationChannelEditor',
  ],
  build: ['logging.logWriter'],
  backend: [],
  agent: ['datastore.user'],
};

export const REPOSITORY_ROLES: Readonly<Partial<Record<Account, string>>> = { build: 'artifactregistry.writer' };
export const BUCKET_ROLES: Readonly<Partial<Record<Account, string>>> = {
  functions: 'storage.admin',
  build: 'storage.objectAdmin',
};
/** What the functions get on every account, their own included: they start builds and services that run as these.
 * @see https://cloud.google.com/iam/docs/service-account-permissions#user-role */
export const ACT_AS_ROLE = 'iam.serviceAccountUser';

export function projectGrants(target: Target): Grant[] {
  return Object.entries(PROJECT_ROLES).flatMap(([account, roles]) =>
    roles.map((role) => grant(account as Account, role, target)),
  );
}

export function resourceGrants(roles: Readonly<Partial<Record<Account, string>>>, target: Target): Grant[] {
  return Object.entries(roles).map(([account, role]) => grant(account as Account, role, target));
}

export function grant(account: Account, role: string, target: Target): Grant {
  return { role: `roles/${role}`, member: `serviceAccount:${accountEmail(account, target)}` };
}
