import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { type MetadataServer, startMetadataServer } from './metadata-server.ts';
import { ALGORITHM, loadSigningKey } from './signing-key.ts';

const ISSUER = 'https://accounts.google.com';
/** https://cloud.google.com/docs/authentication/token-types#id */
const ID_TOKEN_LIFETIME_SECONDS = 3_600;

/** Whom an ID token speaks for, or why it is not believed. */
type Verification = { readonly email: string } | { readonly reason: string };

/** The twin's stand-in for Google's token service: who a container is, and whether a caller is who it says. */
export interface Identity {
  readonly signIdToken: (request: { readonly email: string; readonly audience: string }) => Promise<string>;
  /** Checks signature, issuer, expiry, and that the token is for one of the audiences. */
  readonly verifyIdToken: (token: string, audiences: readonly string[]) => Promise<Verification>;
  /** Serves the metadata of an account on loopback; port 0, the default, takes a free one. */
  readonly startMetadataServer: (options: {
    readonly email: string;
    readonly port?: number;
  }) => Promise<MetadataServer>;
}

/** Opens the identity kept in a folder. */
export async function createIdentity(options: {
  readonly folder: string;
  readonly projectId: string;
  readonly now?: () => Date;
}): Promise<Identity> {
  const { projectId, now = () => new Date() } = options;
  const key = await loadSigningKey(options.folder);
  const epochSeconds = () => Math.floor(now().getTime() / 1_000);

  const identity: Identity = {
    signIdToken: async ({ email, audience }) => {
      const subject = subjectOf(email);
      return await new SignJWT({ azp: subject, email, email_verified: true })
        .setProtectedHeader({ alg: ALGORITHM, kid: key.keyId, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt(epochSeconds())
        .setExpirationTime(epochSeconds() + ID_TOKEN_LIFETIME_SECONDS)
        .sign(key.privateKey);
    },
    verifyIdToken: async (token, audiences) => {
      try {
        const { payload } = await jwtVerify(token, key.publicKey, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: [...audiences],
          currentDate: now(),
        });
        const email = payload['email'];
        return typeof email === 'string' ? { email } : { reason: 'The token names no e-mail address.' };
      } catch (error) {
        if (error instanceof errors.JOSEError) return { reason: error.message };
        throw error;
      }
    },
    startMetadataServer: async ({ email, port = 0 }) =>
      await startMetadataServer({ email, port, projectId, signIdToken: identity.signIdToken }),
  };
  return identity;
}

/** A service account's unique id has 21 digits; the same account always gets the same. */
function subjectOf(email: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(email).digest('hex')}`).toString();
  return `1${digits.slice(0, 20)}`;
}
