import { z } from 'zod';
import { userLabels } from './user-labels.ts';

const common = {
  name: z.string().optional(),
  displayName: z.string().max(512).default(''),
  description: z.string().max(1_024).default(''),
  userLabels,
  enabled: z.boolean().default(true),
};

const url = z.url({ protocol: /^https?$/, error: 'must be a URL' });

/** The kinds of channel that are here, with the labels that each needs.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.notificationChannels */
export const notificationChannel = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('email'),
    labels: z.strictObject({ email_address: z.email('must be an e-mail address') }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('webhook_tokenauth'),
    labels: z.strictObject({ url }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('webhook_basicauth'),
    labels: z.strictObject({ url, username: z.string().min(1), password: z.string().min(1) }),
  }),
]);
export type NotificationChannel = z.infer<typeof notificationChannel>;
