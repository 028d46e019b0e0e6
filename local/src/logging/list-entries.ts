import type { LogEntry } from './log-entry.ts';

export interface Page {
  readonly entries: readonly LogEntry[];
  readonly nextPageToken?: string;
}

interface PageToken {
  readonly offset: number;
  /** Entries that came later would shift the pages. */
  readonly until: string;
}

/** One page of entries that match already, in the order asked for. */
export function pageOf(
  entries: readonly LogEntry[],
  page: { readonly newestFirst: boolean; readonly size: number; readonly token: PageToken },
): Page {
  const { offset, until } = page.token;
  const sorted = entries
    .filter((entry) => entry.receiveTimestamp <= until)
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
  if (page.newestFirst) sorted.reverse();
  const end = offset + page.size;
  return {
    entries: sorted.slice(offset, end),
    ...(end < sorted.length && { nextPageToken: writePageToken({ offset: end, until }) }),
  };
}

function writePageToken(token: PageToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** `null` for what is no token of ours. */
export function readPageToken(text: string): PageToken | null {
  try {
    const { offset, until } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<PageToken>;
    return Number.isInteger(offset) && typeof until === 'string' ? { offset: Number(offset), until } : null;
  } catch {
    return null;
  }
}
