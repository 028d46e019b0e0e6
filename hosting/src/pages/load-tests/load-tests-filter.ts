import { type LoadTestStatus, loadTestStatus, serviceName } from '@proving-ground/shared';

/** Which load tests are listed. */
export interface LoadTestsFilter {
  readonly status: LoadTestStatus | null;
  /** Name of the agent's service. */
  readonly service: string | null;
}

/** The filter that an address asks for; nonsense in it filters nothing. */
export function filterOf(query: Readonly<Record<string, string>>): LoadTestsFilter {
  return {
    status: loadTestStatus.safeParse(query['status']).data ?? null,
    service: serviceName.safeParse(query['service']).data ?? null,
  };
}

/** The address that asks for a filter. */
export function filterHref({ status, service }: LoadTestsFilter): string {
  const query = new URLSearchParams({ ...(status ? { status } : {}), ...(service ? { service } : {}) });
  return query.size > 0 ? `/load-tests?${query}` : '/load-tests';
}
