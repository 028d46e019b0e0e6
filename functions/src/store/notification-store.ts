import {
  COLLECTIONS,
  MAIL_RETENTION_DAYS,
  mailPath,
  NOTIFICATION_RETENTION_DAYS,
  type Notification,
  notificationPath,
  notification as notificationSchema,
  type WebhookDelivery,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import type { MailDocument } from '../notifications/mail-document.ts';
import { expiryAfter } from '../platform/expiry-after.ts';
import { parseDocument } from './parse-document.ts';

/** Who was told of what. */
export interface NotificationStore {
  /** Stores a notification and its e-mail in one step; the same id again changes nothing. */
  create(notification: Notification, mail: MailDocument | null): Promise<{ readonly created: boolean }>;
  get(id: string): Promise<Notification | null>;
  saveWebhook(id: string, webhook: WebhookDelivery): Promise<void>;
  /** Those whose webhook is still to be called though they were made before then. */
  waiting(before: Date, limit: number): Promise<readonly Notification[]>;
}

export function createNotificationStore(db: Firestore): NotificationStore {
  const reference = (id: string) => db.doc(notificationPath(id));
  return {
    create: (notification, mail) =>
      db.runTransaction(async (transaction) => {
        const existing = await transaction.get(reference(notification.id));
        if (existing.exists) return { created: false };
        const madeAt = new Date(notification.createdAt);
        const expiresAt = expiryAfter(madeAt, NOTIFICATION_RETENTION_DAYS);
        transaction.create(reference(notification.id), { ...notification, expiresAt });
        if (mail) {
          const mailExpiresAt = expiryAfter(madeAt, MAIL_RETENTION_DAYS);
          transaction.create(db.doc(mailPath(notification.id)), { ...mail, expiresAt: mailExpiresAt });
        }
        return { created: true };
      }),
    get: async (id) => parseDocument(notificationSchema, await reference(id).get()),
    saveWebhook: async (id, webhook) => void (await reference(id).update({ webhook })),
    waiting: async (before, limit) => {
      const found = await db
        .collection(COLLECTIONS.notifications)
        .where('webhook.status', '==', 'waiting')
        .where('createdAt', '<', before.toISOString())
        .orderBy('createdAt')
        .limit(limit)
        .get();
      return found.docs.flatMap((document) => parseDocument(notificationSchema, document) ?? []);
    },
  };
}
