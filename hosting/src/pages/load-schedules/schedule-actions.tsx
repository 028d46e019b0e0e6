import type { LoadSchedule } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';

/** What can be done with a schedule, for those who may. */
export function ScheduleActions({ schedule: { id, plan } }: { readonly schedule: LoadSchedule }) {
  const { callables, session } = useApi();
  const [asking, setAsking] = useState(false);
  const toggling = useKeyedAction('Saving the schedule');
  const deleting = useAction('Deleting the schedule');
  if (!session.may('operator')) return null;

  const toggle = () => {
    const next = { ...plan, enabled: !plan.enabled };
    return toggling.run(next, async (idempotencyKey) => {
      await callables.call('saveLoadSchedule', { idempotencyKey, scheduleId: id, plan: next });
    });
  };
  const remove = () =>
    deleting.run(async () => {
      await callables.call('deleteLoadSchedule', { scheduleId: id });
    });
  return (
    <>
      <div class="actions">
        <LinkButton href={`/load-schedules?edit=${id}`}>
          Edit<span class="visually-hidden"> {plan.name}</span>
        </LinkButton>
        <Button
          busy={toggling.busy}
          label={`${plan.enabled ? 'Disable' : 'Enable'} ${plan.name}`}
          onClick={() => void toggle()}
        >
          {plan.enabled ? 'Disable' : 'Enable'}
        </Button>
        <Button busy={deleting.busy} label={`Delete ${plan.name}`} onClick={() => setAsking(true)}>
          Delete
        </Button>
      </div>
      {toggling.failure && <FailurePanel title="Not changed" failure={toggling.failure} />}
      {deleting.failure && <FailurePanel title="Not deleted" failure={deleting.failure} />}
      {asking && (
        <ConfirmDialog
          title={`Delete "${plan.name}"?`}
          confirmText="Delete schedule"
          keepText="Keep it"
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          <p>It starts no more load tests. Those it has started stay in the history.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
