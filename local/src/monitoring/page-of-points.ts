import { invalid } from './monitoring-error.ts';
import type { TimeSeries } from './time-series.ts';

const MAX_PAGE_SIZE = 100_000;

/**
 * So many points, newest first in each series; the rest of a series goes on on the next page. Without points, so many
 * series.
 *
 * @throws MonitoringError when the token is none of ours.
 */
export function pageOfPoints(
  series: readonly TimeSeries[],
  request: { readonly view: 'FULL' | 'HEADERS'; readonly pageSize: number; readonly skip: number },
): { readonly page: readonly TimeSeries[]; readonly nextSkip: number | null } {
  const { view, skip } = request;
  const size = request.pageSize > 0 ? Math.min(request.pageSize, MAX_PAGE_SIZE) : MAX_PAGE_SIZE;
  if (view === 'HEADERS') {
    const page = series.slice(skip, skip + size).map((one) => ({ ...one, points: [] }));
    return { page, nextSkip: skip + size < series.length ? skip + size : null };
  }
  const page: TimeSeries[] = [];
  let before = 0;
  for (const one of series) {
    const points = one.points.toReversed().slice(Math.max(skip - before, 0), Math.max(skip + size - before, 0));
    if (points.length > 0) page.push({ ...one, points });
    before += one.points.length;
  }
  return { page, nextSkip: skip + size < before ? skip + size : null };
}

/** Where the next page begins, and the moment of the first one, so that both are of the same points. */
export interface PageToken {
  readonly skip: number;
  readonly nowMs: number;
}

export function writePageToken({ skip, nowMs }: PageToken): string {
  return Buffer.from(`${skip}:${nowMs}`).toString('base64url');
}

/** @throws MonitoringError */
export function readPageToken(token: string): PageToken {
  const [, skip, nowMs] = /^(\d{1,9}):(\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (skip === undefined) throw invalid('Field pageToken had an invalid value: It is none of a previous answer.');
  return { skip: Number(skip), nowMs: Number(nowMs) };
}
