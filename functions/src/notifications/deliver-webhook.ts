import { type AlertSettings, Failure } from '@proving-ground/shared';
import type { NotificationStore } from '../store/notification-store.ts';
import type { postWebhook } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

/** Attempts at one webhook in all, over about an hour. */
export const WEBHOOK_ATTEMPTS = 8;

/**
 * Calls the webhook for one notification, unless it was called already, and writes down how it went.
 *
 * @throws Failure when the queue is to try again
 */
export async function deliverWebhook(
  notificationId: string,
  dependencies: {
    readonly notifications: Pick<NotificationStore, 'get' | 'saveWebhook'>;
    readonly settings: AlertSettings;
    readonly secret: string;
    readonly projectId: string;
    readonly allowThisMachine: boolean;
    readonly post: typeof postWebhook;
    readonly now: Date;
  },
): Promise<void> {
  const { notifications, settings, secret, projectId, allowThisMachine, post, now } = dependencies;
  const notification = await notifications.get(notificationId);
  if (notification?.webhook.status !== 'waiting') return;
  const attempts = notification.webhook.attempts + 1;
  if (settings.webhookUrl === null) {
    await notifications.saveWebhook(notificationId, { status: 'off', attempts: attempts - 1, lastError: null });
    return;
  }
  try {
    const signed = signWebhook(notification, { secret, projectId, now });
    await post(settings.webhookUrl, signed, { allowThisMachine });
    await notifications.saveWebhook(notificationId, { status: 'sent', attempts, lastError: null });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { retryable, message } = error.record;
    const isLast = !retryable || attempts >= WEBHOOK_ATTEMPTS;
    const lastError = message.slice(0, 500);
    await notifications.saveWebhook(notificationId, { status: isLast ? 'failed' : 'waiting', attempts, lastError });
    if (!isLast) throw error;
  }
}
