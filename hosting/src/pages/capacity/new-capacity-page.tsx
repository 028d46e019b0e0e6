import type { CapacitySearch } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useCapacityData } from '../../api/use-capacity-data.ts';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { useLive } from '../../api/use-live.ts';
import { type LoadTargetChoice, loadTargetChoices } from '../../load-form/load-targets.ts';
import { NoLoadTargets } from '../../load-form/no-load-targets.tsx';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { capacityFormOf } from './capacity-form.ts';
import { CapacityFormView } from './capacity-form-view.tsx';

/** `/capacity/new`, and `/capacity/new?from=<search>` to run that one again. */
export function NewCapacityPage() {
  useTitle('Find capacity');
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  const from = useLocation().query['from'];
  const prices = useGpuPrices();
  const items = services.kind === 'ready' ? services.value.items : null;
  // The same list until the services change: the form is checked anew whenever it is another one.
  const targets = useMemo(() => loadTargetChoices(items ?? [], prices), [items, prices]);
  return (
    <>
      <PageHeader
        title="Find capacity"
        lead="Load tests one after the other, each harder or gentler by what the one before has shown, until it is clear what a live agent keeps up with."
      />
      {services.kind === 'failed' ? (
        <FailurePanel failure={services.failure}>
          <Button onClick={services.retry}>Try again</Button>
        </FailurePanel>
      ) : items === null ? (
        <Skeleton lines={12} label="Loading the agents" />
      ) : targets.length === 0 ? (
        <NoLoadTargets />
      ) : from ? (
        <PrefilledForm key={from} from={from} targets={targets} />
      ) : (
        <Form targets={targets} />
      )}
    </>
  );
}

function Form({
  targets,
  earlier,
}: {
  readonly targets: readonly LoadTargetChoice[];
  readonly earlier?: CapacitySearch;
}) {
  const { route } = useLocation();
  return (
    <CapacityFormView
      targets={targets}
      initial={capacityFormOf(targets, earlier)}
      onStarted={(searchId) => route(`/capacity/${searchId}`)}
    />
  );
}

function PrefilledForm({ from, targets }: { readonly from: string; readonly targets: readonly LoadTargetChoice[] }) {
  const capacity = useCapacityData();
  const earlier = useLive(() => capacity.search(from), from);
  switch (earlier.kind) {
    case 'loading':
      return <Skeleton lines={12} label="Loading the values of the earlier search" />;
    case 'ready':
      return (
        <>
          <Notice>
            Filled in with the values of <a href={`/capacity/${from}`}>an earlier search</a>.
          </Notice>
          <Form targets={targets} earlier={earlier.value} />
        </>
      );
    case 'missing':
      return (
        <>
          <Notice>The search whose values you asked for does not exist; these are the defaults.</Notice>
          <Form targets={targets} />
        </>
      );
    case 'failed':
      return (
        <FailurePanel failure={earlier.failure}>
          <Button onClick={earlier.retry}>Try again</Button>
        </FailurePanel>
      );
  }
}
