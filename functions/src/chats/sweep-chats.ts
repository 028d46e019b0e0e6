import { CHAT_UNDO_MINUTES } from '@proving-ground/shared';
import type { Log } from '../platform/log.ts';
import type { ChatSweepStore } from '../store/chat-sweep-store.ts';
import type { QueueAnswer } from './chat-queue.ts';

const MS_PER_MINUTE = 60_000;
const MAX_AT_ONCE = 100;

/** Every minute: calls somebody for each turn that nobody is at, who answers or ends it, and deletes for good what cannot be
 * restored any more. */
export async function sweepChats(dependencies: {
  readonly chatSweep: ChatSweepStore;
  readonly queueAnswer: QueueAnswer;
  readonly now: () => Date;
  readonly log: Log;
}): Promise<void> {
  const { chatSweep, queueAnswer, now, log } = dependencies;
  const abandoned = await chatSweep.abandoned(now(), MAX_AT_ONCE);
  if (abandoned.length > 0) log.info('chat.sweepWoke', { turns: abandoned });
  for (const task of abandoned) await queueAnswer(task);
  const before = new Date(now().getTime() - CHAT_UNDO_MINUTES * MS_PER_MINUTE);
  for (const chatId of await chatSweep.deletedBefore(before, MAX_AT_ONCE)) {
    await chatSweep.purge(chatId);
    log.info('chat.purged', { chatId });
  }
}
