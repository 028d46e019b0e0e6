import type { ComponentChildren } from 'preact';
import { useApi } from '../api/api-context.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Gate } from './gate.tsx';
import { NoRolePage } from './no-role-page.tsx';
import { SignInPage } from './sign-in-page.tsx';

/** Shows the console to those who have a role in the project, and to others how to get one. */
export function SessionGate({ children }: { readonly children: ComponentChildren }) {
  const { session } = useApi();
  const state = session.state.value;
  switch (state.kind) {
    case 'starting':
      return null;
    case 'signedOut':
      return <SignInPage failure={state.failure} />;
    case 'claiming':
      return (
        <Gate title="One moment" lead={`Looking up the role of ${state.account.email ?? state.account.uid}.`}>
          <Skeleton lines={2} label="Looking up your role" />
        </Gate>
      );
    case 'noRole':
      return <NoRolePage account={state.account} />;
    case 'failed':
      return (
        <Gate
          title="Your role could not be looked up"
          lead={`Signed in as ${state.account.email ?? state.account.uid}.`}
        >
          <FailurePanel failure={state.failure}>
            <Button onClick={() => void session.checkAgain()}>Try again</Button>
            <Button onClick={() => void session.signOut()}>Sign out</Button>
          </FailurePanel>
        </Gate>
      );
    case 'ready':
      return children;
  }
}
