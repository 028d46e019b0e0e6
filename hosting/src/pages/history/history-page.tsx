import { indexedWord, isFound } from '@proving-ground/shared';
import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useHistory } from '../../api/use-history.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HistoryView } from '../../ui/history-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { type HistoryFilter, historyHref, readHistoryFilter } from './history-filter.ts';
import { HistoryList } from './history-list.tsx';
import { HistorySearch } from './history-search.tsx';
import './history-page.css';

export const PAGE_SIZE = 50;

const AREAS = [
  { area: null, text: 'All' },
  { area: 'deployment', text: 'Deployments' },
  { area: 'loadTest', text: 'Load tests' },
  { area: 'gate', text: 'Load gates' },
  { area: 'alert', text: 'Alerts' },
  { area: 'schedule', text: 'Schedules' },
  { area: 'agent', text: 'Agent' },
  { area: 'settings', text: 'Settings' },
  { area: 'access', text: 'Access' },
] as const;

/** `/history`, `?area=` and `?q=`: who did what, and what came of it. */
export function HistoryPage() {
  useTitle('History');
  const filter = readHistoryFilter(useLocation().query);
  return (
    <>
      <PageHeader
        title="History"
        lead="Who did what, and what came of it: releases, load tests, load gates, alerts, schedules, settings and roles."
        actions={<LinkButton href="/deployments">All deployments</LinkButton>}
      />
      <HistorySearch filter={filter} />
      <nav class="filters" aria-label="Filter by area">
        {AREAS.map(({ area, text }) => (
          <a
            key={text}
            href={historyHref({ ...filter, area })}
            aria-current={area === filter.area ? 'true' : undefined}
          >
            {text}
          </a>
        ))}
      </nav>
      <Entries key={historyHref(filter)} filter={filter} />
    </>
  );
}

function Entries({ filter }: { readonly filter: HistoryFilter }) {
  const { timeline } = useApi();
  const query = { area: filter.area, word: indexedWord(filter.search), count: PAGE_SIZE };
  const history = useHistory({
    key: historyHref(filter),
    what: 'history',
    pageSize: PAGE_SIZE,
    newest: () => timeline.newest(query),
    older: (after) => timeline.older(query, after),
    isListed: (entry) => isFound(filter.search, entry),
  });
  return (
    <HistoryView history={history} what="entries of the history">
      {(entries) => (
        <>
          {entries.length > 0 && <HistoryList entries={entries} />}
          {entries.length === 0 && !history.mayHaveMore && <NoEntries filter={filter} />}
        </>
      )}
    </HistoryView>
  );
}

function NoEntries({ filter }: { readonly filter: HistoryFilter }) {
  if (filter.area || filter.search) {
    return (
      <EmptyState title="Nothing found" action={<LinkButton href="/history">Show all</LinkButton>}>
        Nothing in the history is about that. The search looks for whole words.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing has happened yet"
      action={
        <LinkButton variant="primary" href="/deploy">
          Deploy
        </LinkButton>
      }
    >
      Each deployment, load test and change of a setting will stand here, with who did it and what came of it.
    </EmptyState>
  );
}
