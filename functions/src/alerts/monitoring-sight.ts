import { Failure } from '@proving-ground/shared';
import { instanceCounts } from '../gcp/instance-counts.ts';
import { type MonitoringAlert, newestAlerts } from '../gcp/monitoring-alerts.ts';

/** What Cloud Monitoring tells. */
export interface MonitoringSight {
  newestAlerts(): Promise<readonly MonitoringAlert[]>;
  /** How many instances each service had lately, by `region~name`; null when that cannot be read. */
  instanceCounts(now: Date): Promise<ReadonlyMap<string, number> | null>;
}

export function createMonitoringSight(projectId: string): MonitoringSight {
  return {
    newestAlerts: () => newestAlerts(projectId),
    instanceCounts: async (now) => {
      try {
        return await instanceCounts(projectId, now);
      } catch (error) {
        if (error instanceof Failure) return null;
        throw error;
      }
    },
  };
}
