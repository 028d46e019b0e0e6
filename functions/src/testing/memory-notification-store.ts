import type { Notification } from '@proving-ground/shared';
import type { MailDocument } from '../notifications/mail-document.ts';
import type { NotificationStore } from '../store/notification-store.ts';

/** Notifications and e-mails without Firestore. */
export function createMemoryNotificationStore(...first: readonly Notification[]): NotificationStore & {
  readonly mails: ReadonlyMap<string, MailDocument>;
} {
  const notifications = new Map(first.map((one) => [one.id, one]));
  const mails = new Map<string, MailDocument>();
  return {
    mails,
    create: async (notification, mail) => {
      if (notifications.has(notification.id)) return { created: false };
      notifications.set(notification.id, notification);
      if (mail) mails.set(notification.id, mail);
      return { created: true };
    },
    get: async (id) => notifications.get(id) ?? null,
    saveWebhook: async (id, webhook) => {
      const current = notifications.get(id);
      if (current) notifications.set(id, { ...current, webhook });
    },
    waiting: async (before) =>
      [...notifications.values()].filter(
        ({ webhook, createdAt }) => webhook.status === 'waiting' && createdAt < before.toISOString(),
      ),
  };
}
