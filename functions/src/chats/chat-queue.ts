import { chatId, FUNCTIONS_REGION } from '@proving-ground/shared';
import { getFunctions } from 'firebase-admin/functions';
import { z } from 'zod';
import { firebaseApp } from '../platform/firebase.ts';
import type { Log } from '../platform/log.ts';

/** What a task of `answerChat` carries. */
export const answerTask = z.strictObject({ chatId, turn: z.int().min(0) });
export type AnswerTask = z.infer<typeof answerTask>;

/** Longer than any answer takes. */
export const ANSWER_TASK_SECONDS = 540;

/** Has a turn answered. What cannot be queued is logged, not thrown: the sweep comes within a minute. */
export type QueueAnswer = (task: AnswerTask) => Promise<void>;

export function createChatQueue({ log }: { readonly log: Log }): QueueAnswer {
  return async (task) => {
    try {
      await getFunctions(firebaseApp())
        .taskQueue(`locations/${FUNCTIONS_REGION}/functions/answerChat`)
        .enqueue(answerTask.parse(task), { dispatchDeadlineSeconds: ANSWER_TASK_SECONDS });
    } catch (error) {
      log.error('chat.wakeFailed', { ...task, error: String(error) });
    }
  };
}
