import { Failure, type LocalEndpoints, localEndpoints } from '@proving-ground/shared';
import { z } from 'zod';

/** What Firebase Hosting tells about its project; it says more than is needed here. */
const firebaseWebConfig = z.object({
  projectId: z.string().min(1),
  apiKey: z.string().min(1),
  authDomain: z.string().min(1),
  appId: z.string().optional(),
});
export type FirebaseWebConfig = z.infer<typeof firebaseWebConfig>;

/** `hosting/public/app-check.json`, which a project adds to use App Check. */
const appCheckFile = z.strictObject({ siteKey: z.string().min(1) });

/** Where the console's backend is: on this machine, or in the project that serves the console. */
export type BackendConfig =
  | { readonly kind: 'local'; readonly endpoints: LocalEndpoints }
  | {
      readonly kind: 'cloud';
      readonly firebase: FirebaseWebConfig;
      /** Of reCAPTCHA Enterprise; null where App Check is not set up. */
      readonly appCheckSiteKey: string | null;
    };

/** @throws Failure failed-precondition when neither place tells */
export async function loadBackendConfig(fetchFile: typeof fetch): Promise<BackendConfig> {
  // Both at once: only one of them exists, and waiting for the other's absence would cost a round trip.
  const [local, firebase, appCheck] = await Promise.all([
    fetchJson(fetchFile, '/local-endpoints.json'),
    fetchJson(fetchFile, '/__/firebase/init.json'),
    fetchJson(fetchFile, '/app-check.json'),
  ]);
  if (local !== null) {
    const parsed = localEndpoints.safeParse(local);
    if (parsed.success) return { kind: 'local', endpoints: parsed.data };
    throw notConfigured(
      '/local-endpoints.json does not have the expected content.',
      'Stop and start the program anew.',
    );
  }
  const parsed = firebaseWebConfig.safeParse(firebase);
  if (parsed.success) {
    const appCheckSiteKey = appCheckFile.safeParse(appCheck).data?.siteKey ?? null;
    return { kind: 'cloud', firebase: parsed.data, appCheckSiteKey };
  }
  throw notConfigured(
    'This page cannot find out which Firebase project it belongs to.',
    'Serve it with Firebase Hosting, and add a web app to the project in its settings.',
  );
}

/** Null when there is no such file: Hosting then answers with the console's own HTML page. */
async function fetchJson(fetchFile: typeof fetch, path: string): Promise<unknown> {
  try {
    const response = await fetchFile(path, { cache: 'no-store' });
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) return null;
    return await response.json();
  } catch {
    return null;
  }
}

function notConfigured(message: string, nextStep: string): Failure {
  return new Failure({ code: 'failed-precondition', reason: 'NOT_CONFIGURED', message, nextStep, retryable: true });
}
