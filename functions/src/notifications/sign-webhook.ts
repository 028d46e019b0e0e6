import { createHmac } from 'node:crypto';
import type { Notification } from '@proving-ground/shared';

export interface SignedWebhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What a webhook gets: JSON, and a signature in the header `x-proving-ground-signature: t=SECONDS,v1=HEX`, where HEX is
 * the HMAC-SHA256 of `SECONDS.BODY`. With the time in it, an old call cannot be sent again for a new one. Pure.
 */
export function signWebhook(
  { id, event }: Pick<Notification, 'id' | 'event'>,
  { secret, projectId, now }: { readonly secret: string; readonly projectId: string; readonly now: Date },
): SignedWebhook {
  const body = JSON.stringify({ id, project: projectId, ...event });
  const seconds = Math.floor(now.getTime() / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'proving-ground',
      // The same at every attempt: who has seen it may drop it.
      'x-proving-ground-delivery': id,
      'x-proving-ground-signature': `t=${seconds},v1=${signature}`,
    },
  };
}
