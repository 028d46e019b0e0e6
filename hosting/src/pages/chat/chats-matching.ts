import type { Chat } from '@proving-ground/shared';

/** The chats that have every word of the search in their title or their questions; all of them for none. Pure. */
export function chatsMatching<T extends Pick<Chat, 'title' | 'questions'>>(
  chats: readonly T[],
  search: string,
): readonly T[] {
  const words = normalised(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return chats;
  return chats.filter(({ title, questions }) => {
    const text = normalised(`${title}\n${questions}`);
    return words.every((word) => text.includes(word));
  });
}

/** Without case and accents, as people type when they search. */
function normalised(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
