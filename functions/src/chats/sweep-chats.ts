import type { Log } from '../platform/log.ts';
import type { ChatSweepStore } from '../store/chat-sweep-store.ts';
import type { QueueAnswer } from './chat-queue.ts';
import { goneBefore } from './gone-before.ts';

const MAX_AT_ONCE = 100;

/** Every minute: calls somebody for each turn that nobody is at, who answers or ends it, deletes for good what cannot be restored
 * any more, and takes out the notes of ratings whose time is over. A chat that cannot be deleted keeps no other waiting, and is tried again with the next. */
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
  for (const chatId of await chatSweep.deletedBefore(goneBefore(now()), MAX_AT_ONCE)) {
    await chatSweep.purge(chatId).then(
      () => log.info('chat.purged', { chatId }),
      (error: unknown) => log.error('chat.purgeFailed', { chatId, error: String(error) }),
    );
  }
  const forgotten = await chatSweep.forgetNotes(now(), MAX_AT_ONCE);
  if (forgotten > 0) log.info('chat.notesForgotten', { count: forgotten });
}
