import { type FailureRecord, ROLES, type Role } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../api/api-context.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useTitle } from '../ui/use-title.ts';
import { Gate } from './gate.tsx';

const WHAT_THEY_MAY: Readonly<Record<Role, string>> = {
  owner: 'everything',
  operator: 'deploy and cancel',
  viewer: 'look and chat',
};

/** Google in the cloud; on one machine one press per role. */
export function SignInPage({ failure }: { readonly failure: FailureRecord | null }) {
  useTitle('Sign in');
  const { session, isLocal } = useApi();
  const [busy, setBusy] = useState(false);
  const signIn = (open: () => Promise<void>) => {
    setBusy(true);
    void open().finally(() => setBusy(false));
  };
  return (
    <Gate title="Sign in" lead="Deploy an open-model agent to Cloud Run GPUs and talk to it, from one console.">
      {failure && <FailurePanel failure={failure} />}
      {isLocal ? (
        <>
          <ul class="sign-in-roles">
            {[...ROLES].reverse().map((role) => (
              <li key={role}>
                <Button
                  variant={role === 'owner' ? 'primary' : 'secondary'}
                  disabled={busy}
                  onClick={() => signIn(() => session.signInAs(role))}
                >
                  Continue as {role}
                </Button>
                <small>{WHAT_THEY_MAY[role]}</small>
              </li>
            ))}
          </ul>
          <p class="field-hint">Everything runs on this machine; no account is needed and nothing reaches a cloud.</p>
        </>
      ) : (
        <Button variant="primary" busy={busy} onClick={() => signIn(() => session.signInWithGoogle())}>
          Continue with Google
        </Button>
      )}
    </Gate>
  );
}
