import type { Deployment, FailureRecord } from '@proving-ground/shared';
import { useApi } from '../api/api-context.ts';
import { useLive } from '../api/use-live.ts';

/** One page of the history: what is older is found there and nowhere else. */
const RECENT = 25;

/** The newest deployments, newest first; none while they are not read. */
export function useRecentDeployments(): {
  readonly isLoading: boolean;
  readonly deployments: readonly Deployment[];
  readonly failure: FailureRecord | null;
} {
  const { data } = useApi();
  const recent = useLive(() => data.newestDeployments({ status: null, count: RECENT }), 'recent');
  return {
    isLoading: recent.kind === 'loading',
    deployments: recent.kind === 'ready' ? recent.value.items : [],
    failure: recent.kind === 'failed' ? recent.failure : null,
  };
}
