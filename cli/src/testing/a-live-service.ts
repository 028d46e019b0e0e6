import type { LiveService } from '@proving-ground/shared';

/** An agent that serves. */
export function aLiveAgent(part: Partial<LiveService> = {}): LiveService {
  return {
    region: 'europe-west1',
    name: 'production-adk-agent',
    kind: 'agent',
    activeDeploymentId: null,
    current: {
      deploymentId: 'd1',
      revision: 'production-adk-agent-d1',
      url: 'https://agent.example.com',
      digest: 'sha256:0123',
      model: 'gemma3:270m',
      since: '2026-03-01T10:05:00.000Z',
      costUsdPerHour: 0.21,
      cpuCount: 2,
      memoryGiB: 4,
      gpuType: null,
      concurrency: 50,
      maxInstances: 1,
      agentVersion: null,
    },
    ...part,
  };
}
