import { z } from 'zod';

const HTTPS_OR_THIS_MACHINE = /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:[/?]|$))/;
const NAMED_USER = /^\w+:\/\/[^/?#]*@/;

/** Where a webhook is called: https, or plain http on this very machine, which only the local product calls. */
export const webhookUrl = z
  .url('Write an address such as https://example.com/hook.')
  .max(2_000)
  .regex(HTTPS_OR_THIS_MACHINE, 'Write an address that begins with https://.')
  .refine((text) => !NAMED_USER.test(text), 'Leave user name and password out of the address.')
  .refine((text) => !text.includes('#'), 'Leave out what comes after #.');

/** What owners decide about alerts. */
export const alertSettings = z.strictObject({
  /** Off: no alert policy, no uptime check and no notification; health is still looked at. */
  enabled: z.boolean().default(true),
  /** The slowest twentieth of the agent's answers takes longer than this. */
  p95Seconds: z.number().min(0.1).max(3_600).default(60),
  /** Share of requests answered with 5xx, from 0 to 1. */
  errorRate: z.number().gt(0).lt(1).default(0.05),
  /** What a model server may cost in a day at the pace of the last hour; null: the cap on GPU spending counts. */
  dailyUsd: z.number().gt(0).max(100_000).nullable().default(null),
  emails: z.array(z.email('That is no e-mail address.').max(254)).max(10).default([]),
  webhookUrl: webhookUrl.nullable().default(null),
});
export type AlertSettings = z.infer<typeof alertSettings>;

/** Alerts before any owner has decided anything. */
export const DEFAULT_ALERT_SETTINGS: AlertSettings = alertSettings.parse({});

/** `settings/alerts`: for owners alone, since the address of a webhook is often its secret. */
export const storedAlertSettings = alertSettings.extend({
  setBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  setAt: z.iso.datetime(),
});
export type StoredAlertSettings = z.infer<typeof storedAlertSettings>;
