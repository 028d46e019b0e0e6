import { describeLoad, type LoadSchedule } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { formatInZone } from '../../format/instant.ts';
import { Badge } from '../../ui/badge.tsx';
import { Facts } from '../../ui/facts.tsx';
import { CheckIcon, MinusIcon } from '../../ui/icons.tsx';
import { describeWhen } from './cron-presets.ts';
import { LastRun } from './last-run.tsx';
import { ScheduleActions } from './schedule-actions.tsx';

/** One schedule: what it starts, when, and what came of it last. */
export function ScheduleCard(props: { readonly schedule: LoadSchedule; readonly onDeleted: () => void }) {
  const { schedule, onDeleted } = props;
  const { plan, nextRunAt, lastRun, savedBy } = schedule;
  const titleId = useId();
  return (
    <article class="card schedule" aria-labelledby={titleId}>
      <header class="headline">
        <h2 id={titleId}>{plan.name}</h2>
        {plan.enabled ? (
          <Badge text="Enabled" tone="good" Icon={CheckIcon} />
        ) : (
          <Badge text="Disabled" tone="plain" Icon={MinusIcon} />
        )}
      </header>
      <Facts
        facts={[
          {
            name: 'Target',
            value: (
              <>
                <code>{plan.target.agentServiceName}</code> in {plan.target.region}
              </>
            ),
          },
          { name: 'When', value: describeWhen(plan) },
          { name: 'Load', value: describeLoad(plan.spec) },
          {
            name: 'Next run',
            value: nextRunAt ? (
              <time dateTime={nextRunAt}>{formatInZone(new Date(nextRunAt), plan.timeZone)}</time>
            ) : (
              'None'
            ),
          },
          { name: 'Last run', value: <LastRun lastRun={lastRun} /> },
          { name: 'Saved by', value: savedBy.email ?? savedBy.uid },
        ]}
      />
      <ScheduleActions schedule={schedule} onDeleted={onDeleted} />
    </article>
  );
}
