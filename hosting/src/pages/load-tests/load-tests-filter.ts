import { type LoadTestStatus, loadTestStatus, serviceName } from '@proving-ground/shared';

/** Which load tests are listed. */
export interface LoadTestsFilter {
  readonly status: LoadTestStatus | null;
  /** Name of the agent's service. */
  readonly service: string | null;
  /** Also tests that are parts of a capacity search or of a deployment's load gate. */
  readonly parts: boolean;
}

/** The filter that an address asks for; nonsense in it filters nothing. */
export function filterOf(query: Readonly<Record<string, string>>): LoadTestsFilter {
  return {
    status: loadTestStatus.safeParse(query['status']).data ?? null,
    service: serviceName.safeParse(query['service']).data ?? null,
    parts: query['parts'] === 'shown',
  };
}

/** The address that asks for a filter. */
export function filterHref({ status, service, parts }: LoadTestsFilter): string {
  const query = new URLSearchParams({
    ...(status ? { status } : {}),
    ...(service ? { service } : {}),
    ...(parts ? { parts: 'shown' } : {}),
  });
  return query.size > 0 ? `/load-tests?${query}` : '/load-tests';
}
