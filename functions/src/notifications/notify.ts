import type { AlertSettings, Notification } from '@proving-ground/shared';
import type { NotificationStore } from '../store/notification-store.ts';
import type { NamedEvent } from './event-texts.ts';
import { mailDocument } from './mail-document.ts';

/** Queues the call of the webhook; the record says what to send. */
export type QueueWebhook = (notificationId: string) => Promise<void>;

export interface NotifyDependencies {
  readonly settings: AlertSettings;
  readonly notifications: Pick<NotificationStore, 'create'>;
  readonly queueWebhook: QueueWebhook;
  readonly now: Date;
}

/** Tells of one event, once: the same id again does nothing. Where alerts are off, nobody is told. Whether it was news. */
export async function notify({ id, event }: NamedEvent, dependencies: NotifyDependencies): Promise<boolean> {
  const { settings, notifications, queueWebhook, now } = dependencies;
  const { enabled, emails, webhookUrl } = settings;
  if (!enabled && event.kind !== 'test') return false;
  const notification: Notification = {
    id,
    event,
    createdAt: now.toISOString(),
    emailCount: emails.length,
    webhook: { status: webhookUrl === null ? 'off' : 'waiting', attempts: 0, lastError: null },
  };
  const { created } = await notifications.create(notification, emails.length > 0 ? mailDocument(event, emails) : null);
  // If this dies in between, the watch finds it waiting.
  if (created && webhookUrl !== null) await queueWebhook(id);
  return created;
}
