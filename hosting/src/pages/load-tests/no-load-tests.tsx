import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadIcon } from '../../ui/icons.tsx';
import type { LoadTestsFilter } from './load-tests-filter.ts';

/** Where the list is empty. */
export function NoLoadTests({ filter }: { readonly filter: LoadTestsFilter }) {
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
