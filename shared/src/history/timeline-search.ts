import { type TimelineEntry, wordsOf } from './timeline.ts';

/** The word of a search that Firestore looks for: the longest, which most likely is the rarest. Null without one. Pure. */
export function indexedWord(search: string): string | null {
  return wordsOf(search).reduce<string | null>((best, word) => (word.length > (best?.length ?? 0) ? word : best), null);
}

/** Whether an entry has every word of a search. Pure. */
export function isFound(search: string, { words }: Pick<TimelineEntry, 'words'>): boolean {
  return wordsOf(search).every((word) => words.includes(word));
}
