import { type Deployment, MODEL_CATALOGUE } from '@proving-ground/shared';
import { Notice } from '../../ui/notice.tsx';

/** A verified pair that gets no traffic until somebody promotes it. */
export function WaitingPair({ deployment: { id, spec } }: { readonly deployment: Deployment }) {
  return (
    <Notice>
      A new pair of {MODEL_CATALOGUE[spec.model].label} for <code>{spec.agent.serviceName}</code> in {spec.region} is
      verified and held before traffic. <a href={`/deployments/${id}`}>Look at it and promote it</a>
    </Notice>
  );
}
