import type { CallableInput } from '@proving-ground/shared';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';

/** The callables that make a new deployment out of an earlier one. */
type FollowUp = 'rollback' | 'promote' | 'deleteDeployment';

/** A button that asks first, then does it and goes to the page where it can be watched. */
export function ConfirmedAction(props: {
  readonly callable: FollowUp;
  readonly deploymentId: string;
  readonly variant?: 'primary' | 'secondary';
  readonly text: string;
  readonly title: string;
  readonly confirmText: string;
  /** For messages, for example "Rolling back". */
  readonly doing: string;
  /** What happens, in a sentence or two. */
  readonly children: ComponentChildren;
}) {
  const { callable, deploymentId, variant = 'secondary', text, title, confirmText, doing, children } = props;
  const { callables } = useApi();
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useKeyedAction(doing);
  const act = () =>
    run({ callable, deploymentId }, async (idempotencyKey) => {
      const input: CallableInput<FollowUp> = { idempotencyKey, deploymentId };
      const begun = await callables.call(callable, input);
      route(`/deployments/${begun.deploymentId}`);
    });
  return (
    <>
      <Button variant={variant} busy={busy} onClick={() => setAsking(true)}>
        {text}
      </Button>
      {failure && <FailurePanel title={`${doing} did not start`} failure={failure} />}
      {asking && (
        <ConfirmDialog
          title={title}
          confirmText={confirmText}
          keepText="Leave it as it is"
          onConfirm={() => void act()}
          onClose={() => setAsking(false)}
        >
          {children}
        </ConfirmDialog>
      )}
    </>
  );
}
