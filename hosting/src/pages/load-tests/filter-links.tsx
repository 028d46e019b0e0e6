import { filterHref, type LoadTestsFilter } from './load-tests-filter.ts';

const STATUSES = [
  { status: null, text: 'All' },
  { status: 'running', text: 'Running' },
  { status: 'finished', text: 'Finished' },
  { status: 'partial', text: 'Partial' },
  { status: 'stopped', text: 'Stopped' },
  { status: 'failed', text: 'Failed' },
] as const;

/** Which load tests to list: by status, and by service where there are several. */
export function FilterLinks(props: { readonly filter: LoadTestsFilter; readonly services: readonly string[] }) {
  const { filter } = props;
  const services = [...new Set([...props.services, ...(filter.service ? [filter.service] : [])])].sort();
  return (
    <>
      <nav class="filters" aria-label="Filter by status">
        {STATUSES.map(({ status, text }) => (
          <FilterLink key={text} to={{ ...filter, status }} isChosen={filter.status === status} text={text} />
        ))}
      </nav>
      <nav class="filters" aria-label="Filter by kind">
        <FilterLink to={{ ...filter, parts: false }} isChosen={!filter.parts} text="On their own" />
        <FilterLink to={{ ...filter, parts: true }} isChosen={filter.parts} text="With parts of searches and gates" />
      </nav>
      {(services.length > 1 || filter.service) && (
        <nav class="filters" aria-label="Filter by service">
          <FilterLink to={{ ...filter, service: null }} isChosen={filter.service === null} text="All services" />
          {services.map((service) => (
            <FilterLink
              key={service}
              to={{ ...filter, service }}
              isChosen={filter.service === service}
              text={service}
            />
          ))}
        </nav>
      )}
    </>
  );
}

function FilterLink(props: { readonly to: LoadTestsFilter; readonly isChosen: boolean; readonly text: string }) {
  return (
    <a href={filterHref(props.to)} aria-current={props.isChosen ? 'true' : undefined}>
      {props.text}
    </a>
  );
}
