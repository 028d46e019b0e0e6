import { CHAT_UNDO_MINUTES } from '@proving-ground/shared';

const MS_PER_MINUTE = 60_000;

/** What was deleted before this cannot be restored any more. */
export function goneBefore(now: Date): Date {
  return new Date(now.getTime() - CHAT_UNDO_MINUTES * MS_PER_MINUTE);
}
