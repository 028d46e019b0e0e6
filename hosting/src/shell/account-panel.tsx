import { useApi } from '../api/api-context.ts';
import { SignOutIcon } from '../ui/icons.tsx';

/** Who is signed in to which project, and the way out. */
export function AccountPanel() {
  const { session, projectId, isLocal } = useApi();
  const state = session.state.value;
  if (state.kind !== 'ready') return null;
  return (
    <div class="account">
      <p class="account-project">
        <code>{projectId}</code>
        {isLocal && <span class="badge badge-plain">local</span>}
      </p>
      <p class="account-who">
        <span>{state.account.email ?? state.account.uid}</span>
        <small>{state.role}</small>
      </p>
      <button type="button" class="account-out" aria-label="Sign out" onClick={() => void session.signOut()}>
        <SignOutIcon />
      </button>
    </div>
  );
}
