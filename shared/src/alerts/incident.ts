import { z } from 'zod';

/** What an alert policy watches. */
export const alertKind = z.enum(['error-rate', 'latency', 'waiting', 'spending', 'unreachable']);
export type AlertKind = z.infer<typeof alertKind>;

/** `incidents/{id}`: an alert of Cloud Monitoring on one of our policies, open or closed. */
export const incident = z.strictObject({
  /** That of the alert in Cloud Monitoring. */
  id: z.string(),
  kind: alertKind,
  region: z.string(),
  /** The agent of the pair. */
  service: z.string(),
  deploymentId: z.string(),
  title: z.string().max(512),
  state: z.enum(['open', 'closed']),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** A Firestore timestamp, for its TTL policy alone; none while the alert is open. */
  expiresAt: z.unknown().optional(),
});
export type Incident = z.infer<typeof incident>;
