import { z } from 'zod';
import { createMonitoring, deleteMonitoring, listMonitoring, userLabels } from './monitoring.ts';

/**
 * A look at a public address from several places of the world.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.uptimeCheckConfigs#UptimeCheckConfig
 */
export interface UptimeCheckBody {
  readonly displayName: string;
  readonly userLabels: Readonly<Record<string, string>>;
  readonly monitoredResource: {
    readonly type: 'uptime_url';
    readonly labels: { readonly project_id: string; readonly host: string };
  };
  readonly httpCheck: {
    readonly requestMethod: 'GET';
    readonly path: string;
    readonly port: number;
    readonly useSsl: boolean;
    readonly validateSsl: boolean;
    readonly acceptedResponseStatusCodes: readonly { readonly statusClass: 'STATUS_CLASS_2XX' }[];
  };
  /** `60s`, `300s`, `600s` or `900s`. */
  readonly period: string;
  readonly timeout: string;
}

const check = z.object({ name: z.string(), displayName: z.string().default(''), userLabels });
export type FoundUptimeCheck = z.infer<typeof check>;

/** All uptime checks of the project, also those of others. */
export async function listUptimeChecks(projectId: string): Promise<readonly FoundUptimeCheck[]> {
  return await listMonitoring({ projectId, collection: 'uptimeCheckConfigs', item: check });
}

export async function createUptimeCheck(projectId: string, body: UptimeCheckBody): Promise<string> {
  return await createMonitoring(`projects/${projectId}/uptimeCheckConfigs`, body);
}

export async function deleteUptimeCheck(name: string): Promise<void> {
  await deleteMonitoring(name);
}
