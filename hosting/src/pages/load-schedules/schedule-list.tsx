import type { LoadSchedulePlan } from '@proving-ground/shared';
import { useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useKeyedAction } from '../../api/use-keyed-action.ts';
import { useLive } from '../../api/use-live.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ClockIcon, LoadIcon } from '../../ui/icons.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { UndoLine } from '../../ui/undo-line.tsx';
import { UnreadableNotice } from '../../ui/unreadable-notice.tsx';
import { ScheduleCard } from './schedule-card.tsx';

/** All schedules, the newest first; the one that was deleted last can be brought back. */
export function ScheduleList() {
  const { loads } = useApi();
  const schedules = useLive(() => loads.schedules(), 'schedules');
  const [deleted, setDeleted] = useState<LoadSchedulePlan | null>(null);
  return (
    <>
      <PageHeader
        title="Schedules"
        lead="Load tests that start by themselves."
        actions={
          <>
            <LinkButton href="/load-tests">
              <LoadIcon />
              Load tests
            </LinkButton>
            <LinkButton variant="primary" href="/load-schedules?new=yes">
              <ClockIcon />
              New schedule
            </LinkButton>
          </>
        }
      />
      <BringBack plan={deleted} onBack={() => setDeleted(null)} />
      <LiveView state={schedules} label="Loading the schedules" lines={10}>
        {(read) => (
          <>
            <UnreadableNotice count={read?.unreadableIds.length ?? 0} what="schedules" />
            {read && read.items.length > 0 ? (
              <div class="schedules">
                {read.items.map((schedule) => (
                  <ScheduleCard key={schedule.id} schedule={schedule} onDeleted={() => setDeleted(schedule.plan)} />
                ))}
              </div>
            ) : (
              <EmptyState title="No schedules yet">
                A schedule starts the same load test again and again, so that a slower model or agent shows the next
                morning.
              </EmptyState>
            )}
          </>
        )}
      </LiveView>
    </>
  );
}

/** Undoes a deletion: the same plan is saved again. */
function BringBack({ plan, onBack }: { readonly plan: LoadSchedulePlan | null; readonly onBack: () => void }) {
  const { callables } = useApi();
  const { run, busy, failure } = useKeyedAction('Bringing the schedule back');
  const bringBack = () =>
    run(plan, async (idempotencyKey) => {
      if (plan) await callables.call('saveLoadSchedule', { idempotencyKey, plan });
      onBack();
    });
  return (
    <>
      <UndoLine busy={busy} onUndo={plan && (() => void bringBack())}>
        Deleted <em>{plan?.name}</em>. The load tests that it started stay.
      </UndoLine>
      {failure && <FailurePanel title="Not brought back" failure={failure} />}
    </>
  );
}
