import { z } from 'zod';

/** An empty variable is one that is not set. */
const setVariable = z
  .string()
  .transform((text) => text.trim() || undefined)
  .optional();

/** What the command is told by environment: nothing in it may be shown. */
export const cliEnvironment = z.object({
  /** An ID token of Firebase Auth. */
  PG_ID_TOKEN: setVariable,
  /** The web API key of the project. */
  PG_API_KEY: setVariable,
  /** Under whose name the service account signs in: Firestore's rules ask for a verified e-mail address. */
  PG_UID: setVariable,
  /** The key file of a service account, as Google's own clients are told of it. */
  GOOGLE_APPLICATION_CREDENTIALS: setVariable,
});
export type CliEnvironment = z.infer<typeof cliEnvironment>;
