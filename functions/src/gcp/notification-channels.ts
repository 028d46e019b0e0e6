import { z } from 'zod';
import { createMonitoring, deleteMonitoring, listMonitoring, userLabels } from './monitoring.ts';

/**
 * Who Cloud Monitoring tells.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.notificationChannels#NotificationChannel
 */
export interface NotificationChannelBody {
  readonly type: 'email' | 'webhook_basicauth';
  readonly displayName: string;
  /** `email_address`; or `url`, `username` and `password`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly userLabels: Readonly<Record<string, string>>;
}

/** Addresses may come back shortened: what a channel is for is told by its user labels alone. */
const channel = z.object({ name: z.string(), userLabels });
export type FoundChannel = z.infer<typeof channel>;

/** All notification channels of the project, also those of others. */
export async function listNotificationChannels(projectId: string): Promise<readonly FoundChannel[]> {
  return await listMonitoring({ projectId, collection: 'notificationChannels', item: channel });
}

export async function createNotificationChannel(projectId: string, body: NotificationChannelBody): Promise<string> {
  return await createMonitoring(`projects/${projectId}/notificationChannels`, { ...body, enabled: true });
}

/** Also where a policy still names it: with force, it is taken out of that policy. */
export async function deleteNotificationChannel(name: string): Promise<void> {
  await deleteMonitoring(`${name}?force=true`);
}
