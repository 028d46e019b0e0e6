import { z } from 'zod';
import { needsRole, type Step } from './step.ts';
import type { Target } from './target.ts';

const CONSOLE = 'https://console.firebase.google.com';

/** Firebase for the Google Cloud project; it cannot be taken away again.
 * @see https://firebase.google.com/docs/reference/firebase-management/rest/v1beta1/projects/addFirebase */
export function firebaseStep({ projectId }: Target): Step {
  const path = `/v1beta1/projects/${projectId}`;
  return {
    id: 'firebase',
    title: 'Firebase in the project',
    look: { kind: 'request', request: { api: 'firebase', method: 'GET', path } },
    decide: (seen) => {
      if (seen !== null) return { kind: 'there', detail: 'it is a Firebase project' };
      const request = { api: 'firebase', method: 'POST', path: `${path}:addFirebase`, body: {} } as const;
      return {
        kind: 'change',
        detail: 'add Firebase, for good',
        change: { kind: 'request', request, operation: 'v1beta1' },
      };
    },
    fixWhenRefused: `Accept the Firebase terms once at ${CONSOLE} with this account. ${needsRole('roles/firebase.admin')}`,
  };
}

const webApps = z.object({ apps: z.array(z.object({ displayName: z.string().default('') })).default([]) });

/** The console reads its configuration from a registered app.
 * @see https://firebase.google.com/docs/reference/firebase-management/rest/v1beta1/projects.webApps/create */
export function webAppStep({ projectId }: Target): Step {
  const path = `/v1beta1/projects/${projectId}/webApps`;
  return {
    id: 'web-app',
    title: 'Firebase web app',
    look: { kind: 'request', request: { api: 'firebase', method: 'GET', path } },
    decide: (seen) => {
      const [first] = webApps.parse(seen ?? {}).apps;
      if (first) return { kind: 'there', detail: first.displayName || 'one is registered' };
      const request = { api: 'firebase', method: 'POST', path, body: { displayName: 'Proving Ground' } } as const;
      return {
        kind: 'change',
        detail: 'register Proving Ground',
        change: { kind: 'request', request, operation: 'v1beta1' },
      };
    },
    fixWhenRefused: needsRole('roles/firebase.admin'),
  };
}

const provider = z.object({ enabled: z.boolean().default(false) });

/**
 * Google sign-in needs an OAuth client whose secret the Firebase console makes; the API only takes one that exists.
 * @see https://cloud.google.com/identity-platform/docs/reference/rest/v2/projects.defaultSupportedIdpConfigs
 */
export function signInStep({ projectId }: Target): Step {
  return {
    id: 'sign-in',
    title: 'Google sign-in',
    look: {
      kind: 'request',
      request: {
        api: 'identityToolkit',
        method: 'GET',
        path: `/admin/v2/projects/${projectId}/defaultSupportedIdpConfigs/google.com`,
      },
    },
    decide: (seen) => {
      if (seen !== null && provider.parse(seen).enabled) return { kind: 'there', detail: 'it is switched on' };
      return {
        kind: 'byHand',
        detail: 'Open the page, press Get started if it is there, choose Google, enable it and save.',
        link: `${CONSOLE}/project/${projectId}/authentication/providers`,
      };
    },
    fixWhenRefused: needsRole('roles/firebaseauth.viewer'),
  };
}
