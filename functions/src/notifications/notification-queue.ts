import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { getFunctions } from 'firebase-admin/functions';
import { z } from 'zod';
import { firebaseApp } from '../platform/firebase.ts';
import type { Log } from '../platform/log.ts';
import type { QueueWebhook } from './notify.ts';

/** What a task of `deliverNotification` carries. */
export const notificationTask = z.strictObject({ notificationId: z.string() });

const QUEUE = `locations/${FUNCTIONS_REGION}/functions/deliverNotification`;

/** Queues by task queue. One that cannot be queued is logged, not thrown: the watch finds it waiting. */
export function createQueueWebhook({ log }: { readonly log: Log }): QueueWebhook {
  return async (notificationId) => {
    try {
      await getFunctions(firebaseApp()).taskQueue(QUEUE).enqueue(notificationTask.parse({ notificationId }));
    } catch (error) {
      log.error('notification.queueFailed', { notificationId, error: String(error) });
    }
  };
}
