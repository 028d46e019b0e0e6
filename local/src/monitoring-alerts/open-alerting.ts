import type { Alert } from './alert.ts';
import type { AlertPolicy } from './alert-policy.ts';
import type { NotificationChannel } from './notification-channel.ts';
import { openResourceStore, type ResourceStore } from './resource-store.ts';
import type { UptimeCheck } from './uptime-check.ts';

/** What Cloud Monitoring keeps about alerting. */
export interface Alerting {
  readonly policies: ResourceStore<AlertPolicy>;
  readonly channels: ResourceStore<NotificationChannel>;
  readonly checks: ResourceStore<UptimeCheck>;
  readonly alerts: ResourceStore<Alert>;
}

/** Opens the state kept in a folder. */
export async function openAlerting(options: {
  readonly folder: string;
  readonly projectId: string;
}): Promise<Alerting> {
  const [policies, channels, checks, alerts] = await Promise.all([
    openResourceStore<AlertPolicy>({ ...options, collection: 'alertPolicies' }),
    openResourceStore<NotificationChannel>({ ...options, collection: 'notificationChannels' }),
    openResourceStore<UptimeCheck>({ ...options, collection: 'uptimeCheckConfigs' }),
    openResourceStore<Alert>({ ...options, collection: 'alerts' }),
  ]);
  return { policies, channels, checks, alerts };
}
