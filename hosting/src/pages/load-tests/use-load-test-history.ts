import { useApi } from '../../api/api-context.ts';
import { useHistory } from '../../api/use-history.ts';
import { filterHref, type LoadTestsFilter } from './load-tests-filter.ts';

export const PAGE_SIZE = 25;

/** The load tests that a filter lets through, newest first. */
export function useLoadTestHistory(filter: LoadTestsFilter) {
  const { loads } = useApi();
  const query = { status: filter.status, agentServiceName: filter.service, count: PAGE_SIZE };
  return useHistory({
    key: filterHref(filter),
    what: 'load tests',
    pageSize: PAGE_SIZE,
    newest: () => loads.newestLoadTests(query),
    isListed: ({ partOf }) => filter.parts || partOf === null,
    older: (after) => loads.olderLoadTests(query, after),
  });
}
