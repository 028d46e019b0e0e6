import { z } from 'zod';
import { duration, secondsOf } from './durations.ts';
import { userLabels } from './user-labels.ts';

const MAX_TIMEOUT_SECONDS = 60;

/** A look at an address; kept, not carried out.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.uptimeCheckConfigs */
export const uptimeCheck = z.strictObject({
  name: z.string().optional(),
  displayName: z.string().min(1, 'must not be empty'),
  userLabels,
  monitoredResource: z.strictObject({
    type: z.literal('uptime_url', 'the local twin has uptime_url'),
    labels: z.strictObject({ project_id: z.string(), host: z.string().min(1, 'must not be empty') }),
  }),
  httpCheck: z.strictObject({
    requestMethod: z.enum(['GET', 'POST']).default('GET'),
    path: z.string().default('/'),
    port: z.int().min(1).max(65_535).optional(),
    useSsl: z.boolean().default(false),
    validateSsl: z.boolean().default(false),
    acceptedResponseStatusCodes: z
      .array(z.strictObject({ statusClass: z.string().regex(/^STATUS_CLASS_/) }))
      .default([]),
  }),
  period: z.enum(['60s', '300s', '600s', '900s'], 'must be 60s, 300s, 600s or 900s').default('60s'),
  timeout: duration.refine(
    (text) => secondsOf(text) >= 1 && secondsOf(text) <= MAX_TIMEOUT_SECONDS,
    'must be between 1 and 60 seconds',
  ),
});
export type UptimeCheck = z.infer<typeof uptimeCheck>;
