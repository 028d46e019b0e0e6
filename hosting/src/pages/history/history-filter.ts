import { type TimelineArea, timelineArea } from '@proving-ground/shared';

/** What the history is narrowed down to; the page's address holds it, so that it can be passed on. */
export interface HistoryFilter {
  readonly area: TimelineArea | null;
  readonly search: string;
}

export function readHistoryFilter(query: Readonly<Record<string, string | undefined>>): HistoryFilter {
  return { area: timelineArea.safeParse(query['area']).data ?? null, search: (query['q'] ?? '').trim().slice(0, 200) };
}

export function historyHref({ area, search }: HistoryFilter): string {
  const query = new URLSearchParams({ ...(area ? { area } : {}), ...(search.trim() ? { q: search.trim() } : {}) });
  return query.size > 0 ? `/history?${query}` : '/history';
}
