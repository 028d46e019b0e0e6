import { z } from 'zod';
import { callMonitoring, userLabels } from './monitoring.ts';

/** Enough for many more incidents than anybody could look at; the newest come first by themselves. */
const NEWEST = 200;

const alert = z.object({
  name: z.string(),
  state: z.enum(['OPEN', 'CLOSED']),
  openTime: z.iso.datetime({ offset: true }),
  closeTime: z.iso.datetime({ offset: true }).optional(),
  policy: z.object({ displayName: z.string().default(''), userLabels }),
});
export type MonitoringAlert = z.infer<typeof alert>;

const list = z.object({ alerts: z.array(z.unknown()).default([]) });

/** The newest alerts of the project, open or closed, also on policies of others.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alerts/list */
export async function newestAlerts(projectId: string): Promise<readonly MonitoringAlert[]> {
  const { alerts } = list.parse(await callMonitoring('GET', `projects/${projectId}/alerts?pageSize=${NEWEST}`));
  // One of a kind that we do not know, of a log for example, is none of ours.
  return alerts.flatMap((one) => alert.safeParse(one).data ?? []);
}
