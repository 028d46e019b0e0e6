import type { LoadSchedule } from '@proving-ground/shared';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ClockIcon } from '../../ui/icons.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ScheduleCard } from './schedule-card.tsx';

/** All schedules, the newest first. */
export function ScheduleList({ schedules }: { readonly schedules: readonly LoadSchedule[] }) {
  return (
    <>
      <PageHeader
        title="Schedules"
        lead="Load tests that start by themselves."
        actions={
          <>
            <LinkButton href="/load-tests">Load tests</LinkButton>
            <LinkButton variant="primary" href="/load-schedules?new=yes">
              <ClockIcon />
              New schedule
            </LinkButton>
          </>
        }
      />
      {schedules.length > 0 ? (
        <div class="schedules">
          {schedules.map((schedule) => (
            <ScheduleCard key={schedule.id} schedule={schedule} />
          ))}
        </div>
      ) : (
        <EmptyState title="No schedules yet">
          A schedule starts the same load test again and again, so that a slower model or agent shows the next morning.
        </EmptyState>
      )}
    </>
  );
}
