import { createHmac } from 'node:crypto';

/** What Cloud Monitoring says who it is with, when it calls the webhook itself. */
export interface MonitoringLogin {
  readonly username: string;
  readonly password: string;
}

/** The password follows from the secret that signs our own calls, so that a receiver needs no other; Cloud Monitoring never
 * has the secret itself, and cannot sign. Pure.
 * @see https://cloud.google.com/monitoring/support/notification-options#webhooks */
export function monitoringLogin(webhookSecret: string): MonitoringLogin {
  return {
    username: 'cloud-monitoring',
    password: createHmac('sha256', webhookSecret).update('cloud-monitoring').digest('hex'),
  };
}
