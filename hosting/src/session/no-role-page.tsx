import { useApi } from '../api/api-context.ts';
import { Button } from '../ui/button.tsx';
import { useTitle } from '../ui/use-title.ts';
import { Gate } from './gate.tsx';
import type { Account } from './session-state.ts';

/** Signed in, but not on any of the project's lists: what to ask whom for. */
export function NoRolePage({ account }: { readonly account: Account }) {
  useTitle('No access yet');
  const { session, projectId } = useApi();
  return (
    <Gate
      title="No access yet"
      lead={
        <>
          You are signed in as <strong>{account.email ?? account.uid}</strong>, which has no role in{' '}
          <code>{projectId}</code>.
        </>
      }
    >
      <p>
        An owner of the project has to add this address to one of the parameters <code>OWNER_EMAILS</code>,{' '}
        <code>OPERATOR_EMAILS</code> or <code>VIEWER_EMAILS</code> of the functions and deploy them. The address must be
        verified.
      </p>
      <div class="actions">
        <Button variant="primary" onClick={() => void session.checkAgain()}>
          Check again
        </Button>
        <Button onClick={() => void session.signOut()}>Sign out</Button>
      </div>
    </Gate>
  );
}
