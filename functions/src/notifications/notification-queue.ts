import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { createTaskQueue } from '../platform/task-queue.ts';
import type { QueueWebhook } from './notify.ts';

/** What a task of `deliverNotification` carries. */
export const notificationTask = z.strictObject({ notificationId: z.string() });

/** Queues by task queue. One that cannot be queued is found waiting by the watch. */
export function createQueueWebhook({ log, now }: { readonly log: Log; readonly now: () => Date }): QueueWebhook {
  const enqueue = createTaskQueue({
    functionName: 'deliverNotification',
    task: notificationTask,
    failedEvent: 'notification.queueFailed',
    ...{ log, now },
  });
  return async (notificationId) => void (await enqueue({ notificationId }));
}
