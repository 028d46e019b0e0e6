import type { NotificationStore } from '../store/notification-store.ts';
import type { QueueWebhook } from './notify.ts';

const QUEUED_LONG_AGO_MS = 2 * 60_000;
/** Longer than the queue goes on trying. */
const GIVEN_UP_BY_QUEUE_MS = 2 * 3_600_000;
const MAX_WAITING = 50;

/** Queues the webhooks anew whose task was lost, or whose queue has given up before they had their attempts. */
export async function queueForgotten({
  notifications,
  queueWebhook,
  now,
}: {
  readonly notifications: Pick<NotificationStore, 'waiting'>;
  readonly queueWebhook: QueueWebhook;
  readonly now: Date;
}): Promise<void> {
  const nowMs = now.getTime();
  const waiting = await notifications.waiting(new Date(nowMs - QUEUED_LONG_AGO_MS), MAX_WAITING);
  for (const { id, createdAt, webhook } of waiting) {
    if (webhook.attempts === 0 || Date.parse(createdAt) < nowMs - GIVEN_UP_BY_QUEUE_MS) await queueWebhook(id);
  }
}
