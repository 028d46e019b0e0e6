import type { ListSessionsRequest, ListSessionsResponse } from '@google/adk';

type Asked = Pick<ListSessionsRequest, 'limit' | 'offset' | 'page' | 'order'>;
type Page<Item> = Omit<ListSessionsResponse, 'sessions'> & { readonly items: readonly Item[] };

/** Cuts one page out of all sessions, in the terms of ADK's paginated list. */
export const pageOf = <Item extends { readonly id: string; readonly lastUpdateTime: number }>(
  all: readonly Item[],
  { limit, offset = 0, page, order }: Asked,
): Page<Item> => {
  const sign = order === 'asc' ? 1 : -1;
  const ordered =
    order === undefined
      ? all
      : all.toSorted((a, b) => sign * (a.lastUpdateTime - b.lastUpdateTime || a.id.localeCompare(b.id)));
  const pageSize = limit ?? all.length;
  const start = page === undefined ? offset : (page - 1) * pageSize;
  return {
    items: ordered.slice(start, start + pageSize),
    page: page ?? (pageSize === 0 ? 1 : Math.floor(start / pageSize) + 1),
    limit: pageSize,
    totalItems: all.length,
    totalPages: pageSize === 0 ? 0 : Math.ceil(all.length / pageSize),
  };
};
