import type { DeploymentStatus } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useHistory } from '../../api/use-history.ts';

export const PAGE_SIZE = 25;

/** The deployments of one status, newest first. */
export function useDeploymentHistory(status: DeploymentStatus | null) {
  const { data } = useApi();
  const query = { status, count: PAGE_SIZE };
  return useHistory({
    key: status ?? 'all',
    what: 'deployments',
    pageSize: PAGE_SIZE,
    newest: () => data.newestDeployments(query),
    older: (after) => data.olderDeployments(query, after),
  });
}
