import { Failure, type Role } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import { aFailure } from '../testing/a-failure.ts';
import { ACCOUNT } from '../testing/an-api.ts';
import type { AuthPort } from './auth-port.ts';
import { createSession } from './session.ts';
import type { Account } from './session-state.ts';

/** Firebase Auth as the session sees it; the role claims are what the functions set. */
function authWith(input: { readonly inToken: Role | null; readonly afterRefresh?: Role | null }) {
  let tell: (account: Account | null) => void = () => undefined;
  const auth: AuthPort = {
    onAccountChange: (listener) => {
      tell = listener;
      return () => undefined;
    },
    readRole: async ({ fresh }) => (fresh ? (input.afterRefresh ?? null) : input.inToken),
    signInWithGoogle: async () => tell(ACCOUNT),
    signInAs: async () => tell(ACCOUNT),
    signOut: vi.fn(async () => tell(null)),
  };
  return { auth, tell: (account: Account | null) => tell(account) };
}

function sessionOf(
  { auth }: ReturnType<typeof authWith>,
  claimRole: () => Promise<{ role: Role | null }>,
  forget: () => void = () => undefined,
) {
  return createSession({ auth, claimRole, forget });
}

test('a first sign-in claims the role and takes it from a fresh token', async () => {
  const firebase = authWith({ inToken: null, afterRefresh: 'operator' });
  const session = sessionOf(firebase, async () => ({ role: 'operator' }));
  expect(session.state.value).toEqual({ kind: 'starting' });
  firebase.tell(ACCOUNT);
  expect(session.state.value).toEqual({ kind: 'claiming', account: ACCOUNT });
  await vi.waitFor(() => expect(session.state.value).toEqual({ kind: 'ready', account: ACCOUNT, role: 'operator' }));
  expect([session.may('viewer'), session.may('operator'), session.may('owner')]).toEqual([true, true, false]);
});

test('a role in the token opens the console before the functions have answered', async () => {
  const firebase = authWith({ inToken: 'owner' });
  const session = sessionOf(firebase, () => new Promise(() => undefined));
  firebase.tell(ACCOUNT);
  await vi.waitFor(() => expect(session.state.value).toMatchObject({ kind: 'ready', role: 'owner' }));
});

test('a role that was taken away closes the console', async () => {
  const firebase = authWith({ inToken: 'owner', afterRefresh: null });
  const session = sessionOf(firebase, async () => ({ role: null }));
  firebase.tell(ACCOUNT);
  await vi.waitFor(() => expect(session.state.value).toEqual({ kind: 'noRole', account: ACCOUNT }));
  expect(session.may('viewer')).toBe(false);
});

test('checking again finds the role that was given meanwhile', async () => {
  const firebase = authWith({ inToken: null, afterRefresh: 'viewer' });
  const answers: (Role | null)[] = [null, 'viewer'];
  const session = sessionOf(firebase, async () => ({ role: answers.shift() ?? null }));
  firebase.tell(ACCOUNT);
  await vi.waitFor(() => expect(session.state.value.kind).toBe('noRole'));
  await session.checkAgain();
  expect(session.state.value).toEqual({ kind: 'ready', account: ACCOUNT, role: 'viewer' });
});

test('functions that cannot be reached are no lack of a role', async () => {
  const firebase = authWith({ inToken: null });
  const session = sessionOf(firebase, () => Promise.reject(new Failure(aFailure())));
  firebase.tell(ACCOUNT);
  await vi.waitFor(() =>
    expect(session.state.value).toEqual({ kind: 'failed', account: ACCOUNT, failure: aFailure() }),
  );
});

test('functions that cannot be reached do not throw out somebody whose token has a role', async () => {
  const firebase = authWith({ inToken: 'viewer' });
  const claimRole = vi.fn(() => Promise.reject(new Failure(aFailure())));
  const session = sessionOf(firebase, claimRole);
  firebase.tell(ACCOUNT);
  await vi.waitFor(() => expect(claimRole).toHaveBeenCalledOnce());
  expect(session.state.value).toMatchObject({ kind: 'ready', role: 'viewer' });
});

test('a sign-in that is no longer valid ends and says why', async () => {
  const firebase = authWith({ inToken: 'viewer' });
  const failure = aFailure({ code: 'unauthenticated', reason: 'NOT_SIGNED_IN' });
  const session = sessionOf(firebase, () => Promise.reject(new Failure(failure)));
  firebase.tell(ACCOUNT);
  await vi.waitFor(() =>
    expect(session.state.value).toEqual({ kind: 'signedOut', failure: { ...failure, nextStep: 'Sign in again.' } }),
  );
});

test('an answer for somebody who has signed out meanwhile changes nothing', async () => {
  const firebase = authWith({ inToken: null, afterRefresh: 'owner' });
  const claimed = Promise.withResolvers<{ role: Role | null }>();
  const claimRole = vi.fn(() => claimed.promise);
  const session = sessionOf(firebase, claimRole);
  firebase.tell(ACCOUNT);
  await vi.waitFor(() => expect(claimRole).toHaveBeenCalledOnce());
  await session.signOut();
  claimed.resolve({ role: 'owner' });
  await claimed.promise;
  expect(session.state.value).toEqual({ kind: 'signedOut', failure: null });
});

test('signing out forgets what the browser keeps of the person', async () => {
  const forget = vi.fn();
  const firebase = authWith({ inToken: 'owner' });
  const session = sessionOf(firebase, async () => ({ role: 'owner' }), forget);
  firebase.tell(ACCOUNT);
  await session.signOut();
  expect(forget).toHaveBeenCalledOnce();
});

test.each([
  ['auth/popup-blocked', 'POPUP_BLOCKED'],
  ['auth/unauthorized-domain', 'DOMAIN_NOT_ALLOWED'],
  ['auth/some-new-code', 'SIGN_IN_FAILED'],
])('a sign-in that fails with %s says what to do', async (code, reason) => {
  const firebase = authWith({ inToken: null });
  const session = createSession({
    auth: { ...firebase.auth, signInWithGoogle: () => Promise.reject(Object.assign(new Error('x'), { code })) },
    claimRole: async () => ({ role: null }),
    forget: () => undefined,
  });
  await session.signInWithGoogle();
  expect(session.state.value).toMatchObject({ kind: 'signedOut', failure: { reason } });
});

test('closing the sign-in window is no failure', async () => {
  const firebase = authWith({ inToken: null });
  const closed = Object.assign(new Error('x'), { code: 'auth/popup-closed-by-user' });
  const session = createSession({
    auth: { ...firebase.auth, signInWithGoogle: () => Promise.reject(closed) },
    claimRole: async () => ({ role: null }),
    forget: () => undefined,
  });
  await session.signInWithGoogle();
  expect(session.state.value).toEqual({ kind: 'signedOut', failure: null });
});
