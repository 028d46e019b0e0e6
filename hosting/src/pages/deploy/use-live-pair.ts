import type { Deployment } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { liveMissing } from '../../api/live-missing.ts';
import { useLive } from '../../api/use-live.ts';

/** The deployment whose pair serves under a name; `unknown` where it cannot be read. */
export type LivePair =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'live'; readonly deployment: Deployment };

/** What serves under an agent's name in the region of the form, which is what a scope takes the rest from; in several regions
 * the whole pair is made anew. */
export function useLivePair(regions: readonly string[], agentServiceName: string): LivePair {
  const { data } = useApi();
  const region = regions.length === 1 ? regions[0] : null;
  const services = useLive(() => data.services(), 'services');
  const agent =
    services.kind === 'ready'
      ? services.value.items.find(
          ({ kind, region: where, name }) => kind === 'agent' && where === region && name === agentServiceName,
        )
      : undefined;
  const id = agent?.current?.deploymentId;
  const deployment = useLive(() => (id === undefined ? liveMissing() : data.deployment(id)), id ?? '');
  if (services.kind === 'loading') return { kind: 'loading' };
  if (services.kind === 'failed') return { kind: 'unknown' };
  switch (deployment.kind) {
    case 'loading':
      return { kind: 'loading' };
    case 'failed':
      return { kind: 'unknown' };
    case 'missing':
      return { kind: 'none' };
    case 'ready':
      return { kind: 'live', deployment: deployment.value };
  }
}
