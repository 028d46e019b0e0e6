import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { useApi } from '../api/api-context.ts';
import { useGpuPrices } from '../api/use-gpu-prices.ts';
import { useLive } from '../api/use-live.ts';
import { LiveView } from '../ui/live-view.tsx';
import { type LoadTargetChoice, loadTargetChoices } from './load-targets.ts';
import { NoLoadTargets } from './no-load-targets.tsx';

/** What needs agents to put under load, once they are read. */
export function WithLoadTargets(props: {
  /** Whether something can be done without any agent that is live. */
  readonly worksWithNone?: boolean;
  readonly children: (targets: readonly LoadTargetChoice[]) => ComponentChildren;
}) {
  const { worksWithNone = false, children } = props;
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  const prices = useGpuPrices();
  const items = services.kind === 'ready' ? services.value.items : null;
  // The same list until the services change: the form is checked anew whenever it is another one.
  const targets = useMemo(() => loadTargetChoices(items ?? [], prices), [items, prices]);
  return (
    <LiveView state={services} label="Loading the agents" lines={12}>
      {() => (targets.length === 0 && !worksWithNone ? <NoLoadTargets /> : children(targets))}
    </LiveView>
  );
}
