import { z } from 'zod';

/** What people are told of by the product itself; alerts of Cloud Monitoring are told by Cloud Monitoring. */
export const notificationKind = z.enum([
  'release-failed',
  /** By its load gate. */
  'release-refused',
  /** The load gate could not decide: somebody has to. */
  'release-undecided',
  'health-down',
  'health-up',
  'test',
]);
export type NotificationKind = z.infer<typeof notificationKind>;

export const notificationEvent = z.strictObject({
  kind: notificationKind,
  at: z.iso.datetime(),
  /** One line: what happened. */
  title: z.string().max(200),
  /** Why it matters, and what to do next. */
  text: z.string().max(2_000),
  /** The page of the console that shows more. */
  url: z.url(),
});
export type NotificationEvent = z.infer<typeof notificationEvent>;

const webhookDelivery = z.strictObject({
  status: z.enum(['off', 'waiting', 'sent', 'failed']),
  attempts: z.int().min(0),
  lastError: z.string().max(500).nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

/** `notifications/{id}`: who was told of one event, and how that went. */
export const notification = z.strictObject({
  id: z.string(),
  event: notificationEvent,
  createdAt: z.iso.datetime(),
  /** How many addresses got a document in `mail`; whether it was sent is known there. */
  emailCount: z.int().min(0),
  webhook: webhookDelivery,
  /** A Firestore timestamp, for its TTL policy alone. */
  expiresAt: z.unknown().optional(),
});
export type Notification = z.infer<typeof notification>;
