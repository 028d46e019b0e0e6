import type { Deployment } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';

/** The way out of a running deployment, for those who may start one. */
export function CancelDeployment({ deployment }: { readonly deployment: Deployment }) {
  const { callables, session } = useApi();
  const [asking, setAsking] = useState(false);
  const { run, busy, failure } = useAction('Cancelling the deployment');
  if (deployment.status !== 'running' || !session.may('operator')) return null;

  const cancel = () =>
    run(async () => {
      await callables.call('cancelDeployment', { deploymentId: deployment.id });
    });
  return (
    <>
      <Button busy={busy || deployment.cancelRequested} onClick={() => setAsking(true)}>
        {deployment.cancelRequested ? 'Cancelling' : 'Cancel deployment'}
      </Button>
      {failure && <FailurePanel title="Not cancelled" failure={failure} />}
      {asking && (
        <ConfirmDialog
          title="Cancel this deployment?"
          confirmText="Cancel deployment"
          onConfirm={() => void cancel()}
          onClose={() => setAsking(false)}
        >
          <p>Builds are stopped and no traffic moves. What serves now goes on serving.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
