import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadIcon } from '../../ui/icons.tsx';
import { filterHref, type LoadTestsFilter } from './load-tests-filter.ts';

/** Where the list is empty. */
export function NoLoadTests({
  filter,
  hidesParts,
}: {
  readonly filter: LoadTestsFilter;
  /** Whether there are tests that the filter hides because they are parts. */
  readonly hidesParts: boolean;
}) {
  if (hidesParts) {
    return (
      <EmptyState
        title="No load test on its own"
        action={<LinkButton href={filterHref({ ...filter, parts: true })}>Show the parts</LinkButton>}
      >
        What is there are parts of capacity searches or of load gates.
      </EmptyState>
    );
  }
  if (filter.status || filter.service) {
    return (
      <EmptyState title="No such load test" action={<LinkButton href="/load-tests">Show all</LinkButton>}>
        {`None of this project's load tests ${[
          ...(filter.status ? [`is ${filter.status} now`] : []),
          ...(filter.service ? [`was of ${filter.service}`] : []),
        ].join(' and ')}.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No load tests yet"
      action={
        <LinkButton variant="primary" href="/load-tests/new">
          <LoadIcon />
          New load test
        </LinkButton>
      }
    >
      Each load test stays here with its figures, its verdict and the very images it was about.
    </EmptyState>
  );
}
