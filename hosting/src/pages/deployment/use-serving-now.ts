import type { Deployment } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { type ServingNow, servingNow } from './serving-now.ts';

/** Who has the traffic of a deployment's agent; null while that is not known, so that nothing is offered that might be wrong. */
export function useServingNow(deployment: Deployment): ServingNow | null {
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  return services.kind === 'ready' ? servingNow(deployment, services.value.items) : null;
}
