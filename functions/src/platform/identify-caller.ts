import { Failure, type Role, role, roleIncludes } from '@proving-ground/shared';

/** Who calls, from the verified ID token. */
export interface Caller {
  readonly uid: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly role: Role | null;
}

/** How records name a caller. */
export function actorOf({ uid, email }: Pick<Caller, 'uid' | 'email'>): Pick<Caller, 'uid' | 'email'> {
  return { uid, email };
}

/** What Firebase hands to a handler, as far as it is used. */
export interface IncomingCall {
  readonly data: unknown;
  /** From App Check; absent without a valid token. */
  readonly app?: { readonly alreadyConsumed?: boolean };
  readonly auth?: { readonly uid: string; readonly token: Readonly<Record<string, unknown>> };
}

/** @throws Failure unauthenticated when App Check does not vouch for the app that calls
 * @see https://firebase.google.com/docs/app-check/cloud-functions */
export function requireApp(
  { app }: IncomingCall,
  { replayProtected = false }: { readonly replayProtected?: boolean },
): void {
  if (app && !(replayProtected && app.alreadyConsumed)) return;
  throw new Failure({
    code: 'unauthenticated',
    reason: app ? 'APP_CHECK_REPLAYED' : 'APP_CHECK_MISSING',
    message: app
      ? 'The App Check token of this call has been used before.'
      : 'This call does not come from an app that the project has registered with App Check.',
    nextStep: 'Use the console, or a client that sends an App Check token; for this call a limited-use one.',
    retryable: false,
  });
}

/** @throws Failure unauthenticated */
export function identify({ auth }: IncomingCall): Caller {
  if (!auth) {
    throw new Failure({
      code: 'unauthenticated',
      reason: 'NOT_SIGNED_IN',
      message: 'You are not signed in.',
      nextStep: 'Sign in and try again.',
      retryable: false,
    });
  }
  const { email, email_verified: emailVerified, role: claim } = auth.token;
  return {
    uid: auth.uid,
    email: typeof email === 'string' ? email : null,
    emailVerified: emailVerified === true,
    role: role.safeParse(claim).data ?? null,
  };
}

/** @throws Failure permission-denied */
export function requireRole(caller: Caller, needed: Role | null): void {
  if (needed === null || roleIncludes(caller.role, needed)) return;
  throw new Failure({
    code: 'permission-denied',
    reason: 'ROLE_MISSING',
    message: caller.role
      ? `This needs the role ${needed}; you have the role ${caller.role}.`
      : `This needs the role ${needed}; you have no role in this project.`,
    nextStep: 'Ask an owner of the project to add your e-mail address to its roles.',
    retryable: false,
  });
}
