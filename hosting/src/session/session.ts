import { type ReadonlySignal, signal } from '@preact/signals';
import { type CallableResponse, type FailureRecord, type Role, roleIncludes } from '@proving-ground/shared';
import { failureOfError } from '../api/failure-of-error.ts';
import type { AuthPort } from './auth-port.ts';
import type { Account, SessionState } from './session-state.ts';
import { signInFailure } from './sign-in-failure.ts';

export interface Session {
  readonly state: ReadonlySignal<SessionState>;
  signInWithGoogle(): Promise<void>;
  signInAs(localUser: Role): Promise<void>;
  signOut(): Promise<void>;
  /** Asks again which role the account has. */
  checkAgain(): Promise<void>;
  /** Whether the account may do what needs this role; reading it follows changes. */
  may(needed: Role): boolean;
}

/** Keeps who is signed in and with which role; the role lives in the ID token, which Firestore's rules read too. */
export function createSession(input: {
  readonly auth: AuthPort;
  readonly claimRole: () => Promise<CallableResponse<'claimRole'>>;
  /** Forgets what the browser keeps of a person's work. */
  readonly forget: () => void;
}): Session & { readonly stop: () => void } {
  const { auth, claimRole, forget } = input;
  const state = signal<SessionState>({ kind: 'starting' });
  let account: Account | null = null;
  let endedBecause: FailureRecord | null = null;

  const stop = auth.onAccountChange((next) => {
    account = next;
    if (next) return void enter(next);
    state.value = { kind: 'signedOut', failure: endedBecause };
    endedBecause = null;
  });

  /** A role in the token opens the console at once; whether it still holds is asked beside it. */
  async function enter(entering: Account): Promise<void> {
    state.value = { kind: 'claiming', account: entering };
    const known = await auth.readRole({ fresh: false }).catch(() => null);
    if (account !== entering) return;
    if (known) state.value = { kind: 'ready', account: entering, role: known };
    await claim(entering, known);
  }

  async function claim(claiming: Account, known: Role | null): Promise<void> {
    try {
      const claimed = await claimRole();
      if (account !== claiming) return;
      const role = claimed.role === known ? known : await auth.readRole({ fresh: true });
      if (account !== claiming) return;
      state.value = role ? { kind: 'ready', account: claiming, role } : { kind: 'noRole', account: claiming };
    } catch (error) {
      if (account !== claiming) return;
      const { record } = failureOfError(error, 'Looking up your role');
      if (record.code === 'unauthenticated') {
        endedBecause = { ...record, nextStep: 'Sign in again.' };
        await auth.signOut();
      } else if (!known) {
        state.value = { kind: 'failed', account: claiming, failure: record };
      }
    }
  }

  async function signIn(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      state.value = { kind: 'signedOut', failure: signInFailure(error)?.record ?? null };
    }
  }

  return {
    state,
    stop,
    signInWithGoogle: () => signIn(() => auth.signInWithGoogle()),
    signInAs: (localUser) => signIn(() => auth.signInAs(localUser)),
    signOut: async () => {
      forget();
      await auth.signOut();
    },
    checkAgain: async () => {
      if (!account) return;
      state.value = { kind: 'claiming', account };
      await claim(account, null);
    },
    may: (needed) => state.value.kind === 'ready' && roleIncludes(state.value.role, needed),
  };
}
