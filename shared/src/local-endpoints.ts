import { z } from 'zod';

/** `.local/endpoints.json`, and what the console reads as `/local-endpoints.json` when it runs on one machine. */
export const localEndpoints = z.strictObject({
  projectId: z.string(),
  console: z.url(),
  /** Callables answer under `{functions}/{projectId}/{region}/{name}`. */
  functions: z.url(),
  auth: z.url(),
  firestore: z.url(),
  twin: z.url(),
});
export type LocalEndpoints = z.infer<typeof localEndpoints>;

/** Project ids with this prefix never reach a real cloud: Firebase reserves it for emulators. */
export const LOCAL_PROJECT_ID = 'demo-proving-ground';

/** E-mails that hold each role in the local project; signing in as one is one click. */
export const LOCAL_USERS = {
  owner: 'owner@example.com',
  operator: 'operator@example.com',
  viewer: 'viewer@example.com',
} as const;
