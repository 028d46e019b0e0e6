import type { Event } from '@google/adk';

/** The newest events, starting with a user's turn so that no answer stands without its question. */
export const recentEvents = (events: readonly Event[], maxEvents: number): readonly Event[] => {
  if (events.length <= maxEvents) return events;
  const recent = events.slice(-maxEvents);
  const firstQuestion = recent.findIndex(({ author }) => author === 'user');
  return firstQuestion > 0 ? recent.slice(firstQuestion) : recent;
};
