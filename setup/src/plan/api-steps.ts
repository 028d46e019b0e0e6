import { z } from 'zod';
import { needsRole, type Step } from './step.ts';
import type { Target } from './target.ts';

/** What the product, its preflight and `firebase deploy` call. */
export const REQUIRED_APIS = [
  'run',
  'artifactregistry',
  'cloudbuild',
  'aiplatform',
  'cloudfunctions',
  'cloudtasks',
  'cloudscheduler',
  'pubsub',
  'eventarc',
  'firestore',
  'firebase',
  'identitytoolkit',
  'iam',
  'iamcredentials',
  'storage',
  'logging',
  'monitoring',
  'cloudbilling',
  'cloudquotas',
  'cloudresourcemanager',
  'firebaserules',
  'firebasehosting',
] as const;

/**
 * How many one call may name.
 * @see https://cloud.google.com/service-usage/docs/reference/rest/v1/services/batchEnable
 */
const MAX_APIS_A_CALL = 20;

const enabled = z.object({
  services: z.array(z.object({ name: z.string(), state: z.string().default('') })).default([]),
});

/** Enabling the APIs, as many calls as that takes. */
export function apiSteps(target: Target): Step[] {
  const batches = [REQUIRED_APIS.slice(0, MAX_APIS_A_CALL), REQUIRED_APIS.slice(MAX_APIS_A_CALL)];
  return batches.map((apis, index) => apiStep(target, apis, index + 1));
}

function apiStep({ projectId }: Target, apis: readonly string[], part: number): Step {
  const hosts = apis.map((api) => `${api}.googleapis.com`);
  const names = hosts.map((host) => `names=projects/${projectId}/services/${host}`).join('&');
  return {
    id: `apis${part}`,
    title: `APIs, part ${part}`,
    look: {
      kind: 'request',
      // https://cloud.google.com/service-usage/docs/reference/rest/v1/services/batchGet
      request: { api: 'serviceUsage', method: 'GET', path: `/v1/projects/${projectId}/services:batchGet?${names}` },
    },
    decide: (seen) => {
      const { services } = enabled.parse(seen ?? {});
      const on = new Set(services.filter(({ state }) => state === 'ENABLED').map(({ name }) => name.split('/').at(-1)));
      const missing = hosts.filter((host) => !on.has(host));
      if (missing.length === 0) return { kind: 'there', detail: `${hosts.length} APIs are enabled` };
      return {
        kind: 'change',
        detail: `enable ${missing.map((host) => host.split('.')[0]).join(', ')}`,
        change: {
          kind: 'request',
          request: {
            api: 'serviceUsage',
            method: 'POST',
            path: `/v1/projects/${projectId}/services:batchEnable`,
            body: { serviceIds: missing },
          },
          operation: 'v1',
        },
      };
    },
    fixWhenRefused: needsRole('roles/serviceusage.serviceUsageAdmin'),
  };
}
