import {
  type LiveService,
  type LoadSpecInput,
  type LoadTest,
  loadSpec,
  loadTargetName,
  loadTestTargetOf,
} from '@proving-ground/shared';
import { planLoadTest } from '../load-tests/plan-load-test.ts';
import { STARTED_AT } from './a-deployment.ts';

export const AGENT_NAME = 'production-adk-agent';
export const BACKEND_NAME = 'ollama-gemma3-270m-gpu';
export const TARGET = loadTargetName.parse({ region: 'europe-west1', agentServiceName: AGENT_NAME });

/** A service that has been live since before. */
export function aLiveService(kind: LiveService['kind'], wishes: Partial<LiveService> = {}): LiveService {
  const name = kind === 'agent' ? AGENT_NAME : BACKEND_NAME;
  const isAgent = kind === 'agent';
  return {
    region: TARGET.region,
    name,
    kind,
    activeDeploymentId: null,
    current: {
      deploymentId: 'a1b2c3d4e5',
      revision: `${name}-a1b2c3d4`,
      url: `https://${name}.example.test`,
      digest: `sha256:${(isAgent ? 'a' : 'b').repeat(64)}`,
      model: 'gemma3:270m',
      since: STARTED_AT.toISOString(),
      costUsdPerHour: isAgent ? 0.2 : 1.2,
      cpuCount: isAgent ? 2 : 8,
      memoryGiB: isAgent ? 4 : 16,
      gpuType: isAgent ? null : 'nvidia-l4',
      concurrency: isAgent ? 50 : 7,
      maxInstances: isAgent ? 3 : 1,
      agentVersion: null,
    },
    ...wishes,
  };
}

/** A freshly planned test of a live pair, and whatever a test wants to be different. */
export function aLoadTest({
  spec = {},
  shardCount = 4,
  id = 'test1',
  ...rest
}: Partial<Omit<LoadTest, 'spec'>> & { readonly spec?: LoadSpecInput } = {}): LoadTest {
  const target = loadTestTargetOf(aLiveService('agent'), aLiveService('backend'));
  if (!target) throw new Error('The agent is not live.');
  const request = { target: TARGET, spec: loadSpec.parse(spec), note: '', shardCount };
  const requestedBy = { uid: 'uid-1', email: 'operator@example.com' };
  return {
    ...planLoadTest({ id, request, target, requestedBy, scheduleId: null, partOf: null, now: STARTED_AT }),
    ...rest,
  };
}
