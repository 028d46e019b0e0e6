import type { AlertSettings } from '@proving-ground/shared';
import { MANAGED_LABEL } from '../gcp/cloud-run.ts';
import type { NotificationChannelBody } from '../gcp/notification-channels.ts';
import { shortHash } from './managed-labels.ts';

/** Who Cloud Monitoring is to tell. An address is recognised by its hash: it comes back shortened. Pure. */
export function wantedChannels({ enabled, emails, webhookUrl }: AlertSettings): readonly NotificationChannelBody[] {
  if (!enabled) return [];
  return [
    ...[...new Set(emails)].map((email) => channel('email', email, { email_address: email })),
    ...(webhookUrl === null ? [] : [channel('webhook_tokenauth', webhookUrl, { url: webhookUrl })]),
  ];
}

function channel(
  type: NotificationChannelBody['type'],
  target: string,
  labels: NotificationChannelBody['labels'],
): NotificationChannelBody {
  const displayName = `Proving Ground: ${type === 'email' ? target : new URL(target).host}`;
  return { type, displayName, labels, userLabels: { ...MANAGED_LABEL, kind: type, target: shortHash(target) } };
}

/** What a channel of ours is for; `null` for one of others. */
export function channelKey(userLabels: Readonly<Record<string, string>>): string | null {
  const { 'managed-by': managedBy, kind, target } = userLabels;
  return managedBy === MANAGED_LABEL['managed-by'] && kind && target ? `${kind} ${target}` : null;
}
