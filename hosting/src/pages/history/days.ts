import type { TimelineEntry } from '@proving-ground/shared';

/** Everything of one day of the reader's calendar, newest first. */
export interface Day {
  /** Names the day, for example 2026-03-01. */
  readonly key: string;
  readonly at: string;
  readonly entries: readonly TimelineEntry[];
}

/** Entries, newest first, by the day on which each began. */
export function daysOf(entries: readonly TimelineEntry[]): readonly Day[] {
  // Swedish dates are written as ISO has them.
  const byDay = Map.groupBy(entries, ({ createdAt }) => new Date(createdAt).toLocaleDateString('sv-SE'));
  return [...byDay].map(([key, ofDay]) => ({ key, at: ofDay[0]?.createdAt ?? '', entries: ofDay }));
}
