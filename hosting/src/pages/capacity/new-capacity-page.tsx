import type { CapacitySearch } from '@proving-ground/shared';
import { useLocation } from 'preact-iso';
import { useCapacityData } from '../../api/use-capacity-data.ts';
import { useLive } from '../../api/use-live.ts';
import type { LoadTargetChoice } from '../../load-form/load-targets.ts';
import { WithLoadTargets } from '../../load-form/with-load-targets.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { capacityFormOf } from './capacity-form.ts';
import { CapacityFormView } from './capacity-form-view.tsx';

/** `/capacity/new`, and `/capacity/new?from=<search>` to run that one again. */
export function NewCapacityPage() {
  useTitle('Find capacity');
  const from = useLocation().query['from'];
  return (
    <>
      <PageHeader
        title="Find capacity"
        lead="Load tests one after the other, each harder or gentler by what the one before has shown, until it is clear what a live agent keeps up with."
      />
      <WithLoadTargets>
        {(targets) =>
          from ? <PrefilledForm key={from} from={from} targets={targets} /> : <Form targets={targets} earlier={null} />
        }
      </WithLoadTargets>
    </>
  );
}

interface Targets {
  readonly targets: readonly LoadTargetChoice[];
}

function Form({ targets, earlier }: Targets & { readonly earlier: CapacitySearch | null }) {
  const { route } = useLocation();
  return (
    <CapacityFormView
      targets={targets}
      initial={capacityFormOf(targets, earlier)}
      onStarted={(searchId) => route(`/capacity/${searchId}`)}
    />
  );
}

function PrefilledForm({ from, targets }: Targets & { readonly from: string }) {
  const capacity = useCapacityData();
  const state = useLive(() => capacity.search(from), from);
  return (
    <LiveView state={state} label="Loading the values of the earlier search" lines={12}>
      {(earlier) => (
        <>
          <Notice>
            {earlier ? (
              <>
                Filled in with the values of <a href={`/capacity/${from}`}>an earlier search</a>.
              </>
            ) : (
              'The search whose values you asked for does not exist; these are the defaults.'
            )}
          </Notice>
          <Form targets={targets} earlier={earlier} />
        </>
      )}
    </LiveView>
  );
}
