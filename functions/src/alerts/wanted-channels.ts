import type { AlertSettings } from '@proving-ground/shared';
import { MANAGED_LABEL } from '../gcp/cloud-run.ts';
import type { NotificationChannelBody } from '../gcp/notification-channels.ts';
import { monitoringLogin } from '../notifications/monitoring-login.ts';
import { shortHash } from './managed-labels.ts';

/** Who Cloud Monitoring is to tell. An address is recognised by its hash: it comes back shortened. A webhook is told together with
 * a login that it can check; without a secret there is none, and it is not told. Pure. */
export function wantedChannels(
  { enabled, emails, webhookUrl }: AlertSettings,
  webhookSecret: string | null,
): readonly NotificationChannelBody[] {
  if (!enabled) return [];
  const login = webhookSecret === null ? null : monitoringLogin(webhookSecret);
  return [
    ...[...new Set(emails)].map((email) => channel({ type: 'email', name: email, labels: { email_address: email } })),
    ...(webhookUrl === null || login === null
      ? []
      : [
          channel({ type: 'webhook_basicauth', name: new URL(webhookUrl).host, labels: { url: webhookUrl, ...login } }),
        ]),
  ];
}

function channel(input: {
  readonly type: NotificationChannelBody['type'];
  readonly name: string;
  readonly labels: NotificationChannelBody['labels'];
}): NotificationChannelBody {
  const { type, name, labels } = input;
  // With the password in it: another secret is another channel.
  const target = shortHash(Object.values(labels).join(' '));
  return { type, displayName: `Proving Ground: ${name}`, labels, userLabels: { ...MANAGED_LABEL, kind: type, target } };
}

/** What a channel of ours is for; `null` for one of others. */
export function channelKey(userLabels: Readonly<Record<string, string>>): string | null {
  const { 'managed-by': managedBy, kind, target } = userLabels;
  return managedBy === MANAGED_LABEL['managed-by'] && kind && target ? `${kind} ${target}` : null;
}
