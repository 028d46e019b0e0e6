import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { LinkButton } from '../../ui/button.tsx';
import { CapacityIcon, ClockIcon, LoadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { FilterLinks } from './filter-links.tsx';
import { LoadTestList } from './load-test-list.tsx';
import { filterHref, filterOf } from './load-tests-filter.ts';
import './load-tests-page.css';

/** `/load-tests`, and `/load-tests?status=<status>&service=<agent service>`. */
export function LoadTestsPage() {
  useTitle('Load tests');
  const { loads } = useApi();
  const filter = filterOf(useLocation().query);
  const targets = useLive(() => loads.targets(), 'targets');
  const records = targets.kind === 'ready' ? targets.value.items : [];
  return (
    <>
      <PageHeader
        title="Load tests"
        lead="What the agents did under load, newest first."
        actions={
          <>
            <LinkButton href="/capacity">
              <CapacityIcon />
              Capacity
            </LinkButton>
            <LinkButton href="/load-schedules">
              <ClockIcon />
              Schedules
            </LinkButton>
            <LinkButton variant="primary" href="/load-tests/new">
              <LoadIcon />
              New load test
            </LinkButton>
          </>
        }
      />
      <FilterLinks filter={filter} services={records.map(({ name }) => name)} />
      {targets.kind === 'failed' && <Notice>{`Baselines are not marked now. ${targets.failure.message}`}</Notice>}
      <LoadTestList
        key={filterHref(filter)}
        filter={filter}
        baselines={new Set(records.flatMap(({ baselineLoadTestId }) => baselineLoadTestId ?? []))}
      />
    </>
  );
}
