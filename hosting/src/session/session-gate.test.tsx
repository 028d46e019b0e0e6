// @vitest-environment happy-dom
import type { Role } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import { aFailure } from '../testing/a-failure.ts';
import { ACCOUNT, anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { person } from '../testing/person.ts';
import { show } from '../testing/show.tsx';
import { SessionGate } from './session-gate.tsx';
import type { SessionState } from './session-state.ts';

const gate = (api: Parameters<typeof anApi>[0]) => show(<SessionGate>the console</SessionGate>, { api: anApi(api) });

const CLOSED: readonly SessionState[] = [
  { kind: 'signedOut', failure: null },
  { kind: 'signedOut', failure: aFailure() },
  { kind: 'claiming', account: ACCOUNT },
  { kind: 'noRole', account: ACCOUNT },
  { kind: 'failed', account: ACCOUNT, failure: aFailure() },
];

test.each(CLOSED)('the console stays closed, and the page accessible, while the session is $kind', async (state) => {
  const root = gate({ state });
  expect(root.textContent).not.toContain('the console');
  await expectAccessible(root);
});

test('somebody with a role gets in', () => {
  expect(gate({ role: 'viewer' }).textContent).toBe('the console');
});

describe('on one machine', () => {
  test.each<Role>(['owner', 'operator', 'viewer'])('one press signs in as %s', async (role) => {
    const signInAs = vi.fn(async () => undefined);
    const root = gate({ state: { kind: 'signedOut', failure: null }, isLocal: true, session: { signInAs } });
    await person(root).press(`Continue as ${role}`);
    expect(signInAs).toHaveBeenCalledExactlyOnceWith(role);
  });
});

test('in the cloud there is Google and no local user', async () => {
  const signInWithGoogle = vi.fn(async () => undefined);
  const root = gate({ state: { kind: 'signedOut', failure: null }, isLocal: false, session: { signInWithGoogle } });
  expect(root.textContent).not.toContain('Continue as');
  await person(root).press('Continue with Google');
  expect(signInWithGoogle).toHaveBeenCalledOnce();
});

test('somebody without a role reads which account, what to ask for, and can check again or leave', async () => {
  const session = { checkAgain: vi.fn(async () => undefined), signOut: vi.fn(async () => undefined) };
  const root = gate({ state: { kind: 'noRole', account: ACCOUNT }, session });
  for (const text of [ACCOUNT.email, 'OWNER_EMAILS', 'OPERATOR_EMAILS', 'VIEWER_EMAILS', 'demo-project']) {
    expect(root.textContent).toContain(text);
  }
  await person(root).press('Check again');
  await person(root).press('Sign out');
  expect([session.checkAgain.mock.calls.length, session.signOut.mock.calls.length]).toEqual([1, 1]);
});
