import { LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DeployIcon } from '../ui/icons.tsx';

/** Where there is no agent to put under load. */
export function NoLoadTargets() {
  return (
    <EmptyState
      title="No agent is live yet"
      action={
        <LinkButton variant="primary" href="/deploy">
          <DeployIcon />
          Deploy one
        </LinkButton>
      }
    >
      A load test needs an agent that is live. Deploy one; with the values that are filled in, it is one press.
    </EmptyState>
  );
}
