import type { LoadSchedule } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';

/** What can be done with a schedule, for those who may. */
export function ScheduleActions(props: { readonly schedule: LoadSchedule; readonly onDeleted: () => void }) {
  const { schedule, onDeleted } = props;
  const { id, plan } = schedule;
  const { callables, session } = useApi();
  const toggling = useKeyedAction('Saving the schedule');
  const deleting = useAction('Deleting the schedule');
  if (!session.may('operator')) return null;

  const toggle = () => {
    const next = { ...plan, enabled: !plan.enabled };
    return toggling.run(next, async (idempotencyKey) => {
      await callables.call('saveLoadSchedule', { idempotencyKey, scheduleId: id, plan: next });
    });
  };
  // Nothing is asked first, because it can be brought back.
  const remove = () =>
    deleting.run(async () => {
      await callables.call('deleteLoadSchedule', { scheduleId: id });
      onDeleted();
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
        <Button busy={deleting.busy} label={`Delete ${plan.name}`} onClick={() => void remove()}>
          Delete
        </Button>
      </div>
      {toggling.failure && <FailurePanel title="Not changed" failure={toggling.failure} />}
      {deleting.failure && <FailurePanel title="Not deleted" failure={deleting.failure} />}
    </>
  );
}
