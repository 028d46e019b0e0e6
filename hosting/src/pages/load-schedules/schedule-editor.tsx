import type { LoadSchedule } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { useLive } from '../../api/use-live.ts';
import { loadTargetChoices } from '../../load-form/load-targets.ts';
import { NoLoadTargets } from '../../load-form/no-load-targets.tsx';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ScheduleFormView } from './schedule-form-view.tsx';

/** Makes a new schedule, or changes one that was saved. */
export function ScheduleEditor({ saved }: { readonly saved: LoadSchedule | null }) {
  return (
    <>
      <PageHeader
        title={saved ? `Edit ${saved.plan.name}` : 'New schedule'}
        lead="A load test that starts by itself, again and again."
      />
      <EditorForm saved={saved} />
    </>
  );
}

function EditorForm({ saved }: { readonly saved: LoadSchedule | null }) {
  const { data } = useApi();
  const { route } = useLocation();
  const services = useLive(() => data.services(), 'services');
  const prices = useGpuPrices();
  const items = services.kind === 'ready' ? services.value.items : null;
  // The same list until the services change: the form is checked anew whenever it is another one.
  const targets = useMemo(() => loadTargetChoices(items ?? [], prices), [items, prices]);
  if (services.kind === 'failed') {
    return (
      <FailurePanel failure={services.failure}>
        <Button onClick={services.retry}>Try again</Button>
      </FailurePanel>
    );
  }
  if (items === null) return <Skeleton lines={12} label="Loading the agents" />;
  if (!saved && targets.length === 0) return <NoLoadTargets />;
  return <ScheduleFormView targets={targets} saved={saved} onSaved={() => route('/load-schedules')} />;
}
