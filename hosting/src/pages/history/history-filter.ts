import { type TimelineArea, type TimelineEntry, timelineArea, wordsOf } from '@proving-ground/shared';

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

/** The word that Firestore looks for: the longest, which most likely is the rarest. Null without one. */
export function indexedWord({ search }: HistoryFilter): string | null {
  return wordsOf(search).reduce<string | null>((best, word) => (word.length > (best?.length ?? 0) ? word : best), null);
}

/** Whether an entry has every word of the search. */
export function isFound({ search }: HistoryFilter, { words }: Pick<TimelineEntry, 'words'>): boolean {
  return wordsOf(search).every((word) => words.includes(word));
}
