import { readFile } from 'node:fs/promises';
import { Failure, type Role } from '@proving-ground/shared';
import { z } from 'zod';

export type CreateCustomToken = (input: {
  readonly project: string;
  readonly uid: string;
  readonly role: Role;
  /** Null: whatever else the Application Default Credentials are. */
  readonly keyFile: string | null;
}) => Promise<string>;

/** Signs with the key or, on Google's machines, in the name of the Application Default Credentials.
 * @throws Failure when they cannot sign */
export const createCustomToken: CreateCustomToken = async ({ project, uid, role, keyFile }) => {
  // Loaded here: only this way of signing in needs it, and it takes longer than most commands.
  const { applicationDefault, cert, deleteApp, initializeApp } = await import('firebase-admin/app');
  const { getAuth } = await import('firebase-admin/auth');
  try {
    // As a default credential even a key would be signed with over the network, and need a permission for it.
    const isKey = keyFile !== null && (await isServiceAccountKey(keyFile));
    const credential = isKey ? cert(keyFile) : applicationDefault();
    const app = initializeApp({ credential, projectId: project });
    try {
      return await getAuth(app).createCustomToken(uid, { role });
    } finally {
      await deleteApp(app);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      {
        code: 'unauthenticated',
        reason: 'CANNOT_SIGN_TOKENS',
        message: `The Application Default Credentials cannot sign a token: ${why}`.slice(0, 4_000),
        nextStep:
          'Let GOOGLE_APPLICATION_CREDENTIALS name the key of a service account, or give the account iam.serviceAccounts.signBlob on itself; or set PG_ID_TOKEN.',
        retryable: false,
      },
      { cause: error },
    );
  }
};

async function isServiceAccountKey(file: string): Promise<boolean> {
  const content: unknown = JSON.parse(await readFile(file, 'utf8'));
  return z.object({ type: z.literal('service_account') }).safeParse(content).success;
}
