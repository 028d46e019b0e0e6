import { chatId } from '@proving-ground/shared';
import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { createTaskQueue } from '../platform/task-queue.ts';

/** What a task of `answerChat` carries. */
export const answerTask = z.strictObject({ chatId, turn: z.int().min(0) });
export type AnswerTask = z.infer<typeof answerTask>;

/** Longer than any answer takes. */
export const ANSWER_TASK_SECONDS = 540;

/** Has a turn answered. One that cannot be queued only costs the minute until the sweep comes. */
export type QueueAnswer = (task: AnswerTask) => Promise<void>;

export function createChatQueue({ log, now }: { readonly log: Log; readonly now: () => Date }): QueueAnswer {
  const enqueue = createTaskQueue({
    functionName: 'answerChat',
    task: answerTask,
    deadlineSeconds: ANSWER_TASK_SECONDS,
    failedEvent: 'chat.wakeFailed',
    ...{ log, now },
  });
  return async (task) => void (await enqueue(task));
}
