import type { CallableResponse, Deployment, LiveService } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { servingNow } from '../deployment/serving-now.ts';

/** Brings the pairs of a release back in all regions where another one serves now. */
export function RollbackRelease(props: {
  readonly releaseId: string;
  readonly deployments: readonly Deployment[];
  readonly services: readonly LiveService[];
}) {
  const { releaseId, deployments, services } = props;
  const { callables, session } = useApi();
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const [begun, setBegun] = useState<CallableResponse<'rollbackRelease'> | null>(null);
  const { run, busy, failure } = useKeyedAction('Rolling back');
  const regions = deployments
    .filter((deployment) => deployment.status === 'live' && servingNow(deployment, services).kind === 'other')
    .map(({ spec }) => spec.region);
  if (begun) return <Begun begun={begun} />;
  if (regions.length === 0 || !session.may('operator')) return null;
  const rollBack = () =>
    run({ releaseId }, async (idempotencyKey) => {
      const answer = await callables.call('rollbackRelease', { idempotencyKey, releaseId });
      const refused = answer.refused.filter(({ failure: { reason } }) => reason !== 'PAIR_IS_LIVE');
      // What was refused is told here; the other page would only show that nothing was begun.
      if (refused.length > 0) setBegun({ ...answer, refused });
      else route(`/releases/${answer.releaseId}`);
    });
  return (
    <>
      <Button busy={busy} onClick={() => setAsking(true)}>
        Roll back to this release
      </Button>
      {failure && <FailurePanel title="Rolling back did not start" failure={failure} />}
      {asking && (
        <ConfirmDialog
          title={`Bring this release back in ${regions.join(' and ')}?`}
          confirmText="Roll back"
          keepText="Leave it as it is"
          onConfirm={() => void rollBack()}
          onClose={() => setAsking(false)}
        >
          <p>
            Nothing is built: in each region its pair is asked a real question, then it gets all the traffic. One that
            does not answer leaves its region as it is.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Begun({ begun }: { readonly begun: CallableResponse<'rollbackRelease'> }) {
  return (
    <>
      <Notice>
        Rolling back in {begun.deployments.map(({ region }) => region).join(' and ')}:{' '}
        <a href={`/releases/${begun.releaseId}`}>follow it</a>.
      </Notice>
      {begun.refused.map(({ region, failure }) => (
        <FailurePanel key={region} title={`Not in ${region}`} failure={failure} />
      ))}
    </>
  );
}
