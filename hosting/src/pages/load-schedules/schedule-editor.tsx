import type { LoadSchedule } from '@proving-ground/shared';
import { useLocation } from 'preact-iso';
import { WithLoadTargets } from '../../load-form/with-load-targets.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ScheduleFormView } from './schedule-form-view.tsx';

/** Makes a new schedule, or changes one that was saved. */
export function ScheduleEditor({ saved }: { readonly saved: LoadSchedule | null }) {
  const { route } = useLocation();
  return (
    <>
      <PageHeader
        title={saved ? `Edit ${saved.plan.name}` : 'New schedule'}
        lead="A load test that starts by itself, again and again."
      />
      <WithLoadTargets worksWithNone={saved !== null}>
        {(targets) => <ScheduleFormView targets={targets} saved={saved} onSaved={() => route('/load-schedules')} />}
      </WithLoadTargets>
    </>
  );
}
