import { liveService } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { builtDeployment, finished } from '../testing/finished.ts';
import { newServiceRecord, serviceRecordAfter, serviceRecordPath } from './service-records.ts';

const deployment = aDeployment({ spec: { region: 'us-east4' } });
const held = { ...newServiceRecord(deployment, 'agent'), activeDeploymentId: deployment.id };

test('a service is kept under its region and name', () => {
  expect(serviceRecordPath(deployment, 'agent')).toBe('services/us-east4~production-adk-agent');
  expect(serviceRecordPath(deployment, 'backend')).toBe('services/us-east4~ollama-gemma3-270m-gpu');
});

describe('after a deployment', () => {
  test('that is still running nothing has changed', () => {
    expect(serviceRecordAfter(builtDeployment(deployment), 'agent', held)).toBe(held);
  });

  test('that is live the service names its revision, digest, size and price', () => {
    const backend = serviceRecordAfter(
      finished(deployment, 'live'),
      'backend',
      newServiceRecord(deployment, 'backend'),
    );
    expect(liveService.parse(backend)).toEqual(backend);
    expect(backend.current).toEqual({
      deploymentId: deployment.id,
      revision: 'ollama-gemma3-270m-gpu-a1b2c3d4',
      url: 'https://ollama-gemma3-270m-gpu.example.test',
      digest: `sha256:${'b'.repeat(64)}`,
      model: 'gemma3:270m',
      since: deployment.updatedAt,
      costUsdPerHour: expect.closeTo(1.31, 2),
      cpuCount: 8,
      memoryGiB: 16,
      gpuType: 'nvidia-l4',
      concurrency: 7,
      maxInstances: 1,
      agentVersion: null,
    });
    const agent = serviceRecordAfter(finished(deployment, 'live'), 'agent', held);
    expect(agent).toMatchObject({ activeDeploymentId: null, current: { gpuType: null, cpuCount: 2, memoryGiB: 4 } });
  });

  test.each(['failed', 'cancelled'] as const)('that was %s what served goes on serving', (status) => {
    const serving = serviceRecordAfter(finished(deployment, 'live'), 'agent', held);
    const second = finished(aDeployment({ id: 'second', spec: { region: 'us-east4' } }), status);
    const after = serviceRecordAfter(second, 'agent', { ...serving, activeDeploymentId: 'second' });
    expect(after).toEqual(serving);
  });

  test("another deployment's hold is not let go", () => {
    const others = { ...held, activeDeploymentId: 'another' };
    expect(serviceRecordAfter(finished(deployment, 'failed'), 'agent', others).activeDeploymentId).toBe('another');
  });
});
