import type { LiveService } from '../deployment/live-service.ts';
import { AGENT_DEFAULTS, BACKEND_DEFAULTS } from '../deployment/service-defaults.ts';
import { costUsdPerHour } from '../spending/cost.ts';

/** A service of the default spec that serves. */
export function aLiveService(
  kind: LiveService['kind'],
  part: Partial<Omit<LiveService, 'current'>> & {
    readonly current?: Partial<LiveService['current'] & object> | null;
  } = {},
): LiveService {
  const defaults = kind === 'backend' ? BACKEND_DEFAULTS : { ...AGENT_DEFAULTS, gpuType: null };
  const { serviceName, cpuCount, memoryGiB, gpuType, concurrency, maxInstances } = defaults;
  const { current, ...rest } = part;
  return {
    region: 'europe-west1',
    name: serviceName,
    kind,
    activeDeploymentId: null,
    ...rest,
    current:
      current === null
        ? null
        : {
            deploymentId: 'd1',
            revision: `${serviceName}-d1`,
            url: `https://${serviceName}.example.com`,
            digest: 'sha256:0123',
            model: 'gemma3:270m',
            since: '2026-03-01T10:05:00.000Z',
            costUsdPerHour: costUsdPerHour({ cpuCount, memoryGiB, gpuType }),
            cpuCount,
            memoryGiB,
            gpuType,
            concurrency,
            maxInstances,
            agentVersion: null,
            ...current,
          },
  };
}
