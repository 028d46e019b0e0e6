import { z } from 'zod';
import { failureRecord } from '../failure.ts';
import { alertSettings } from './alert-settings.ts';

/** `status/alerts`: what is watched now, and what stands in the way. Everybody with a role sees it. */
export const alertStatus = z.strictObject({
  /** When it was last looked at; every minute. */
  lookedAt: z.iso.datetime(),
  rules: alertSettings.pick({ enabled: true, p95Seconds: true, errorRate: true }).extend({
    /** What holds: the owner's own limit or the cap on GPU spending. */
    dailyUsd: z.number().nullable(),
  }),
  emailCount: z.int().min(0),
  /** Without path and query, which may be secret. */
  webhookHost: z.string().nullable(),
  /** Agents that are watched, as `region~name`. */
  agents: z.array(z.string()),
  policyCount: z.int().min(0),
  uptimeCheckCount: z.int().min(0),
  failure: failureRecord.nullable(),
});
export type AlertStatus = z.infer<typeof alertStatus>;
