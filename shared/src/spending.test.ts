import { expect, test } from 'vitest';
import { costUsdPerHour } from './cost.ts';
import { type DeploymentSpecInput, deploymentSpec } from './deployment-spec.ts';
import type { LiveService } from './live-service.ts';
import { busyDayAfterUsd } from './spending.ts';

const spec = (input: DeploymentSpecInput = {}) => deploymentSpec.parse(input);
const live = (name: string, gpuType: string | null, maxInstances = 1): LiveService => ({
  region: 'europe-west1',
  name,
  kind: 'backend',
  activeDeploymentId: null,
  current: {
    deploymentId: 'd1',
    revision: `${name}-1`,
    url: 'https://a.example.test',
    digest: 'sha256:0',
    model: 'gemma3:270m',
    since: '2026-03-01T12:00:00.000Z',
    costUsdPerHour: 2,
    cpuCount: 8,
    memoryGiB: 16,
    gpuType,
    concurrency: 7,
    maxInstances,
    agentVersion: null,
  },
});
const own = 24 * costUsdPerHour(spec().backend);

test('a first deployment counts its own instances, all busy all day', () => {
  expect(busyDayAfterUsd([], spec())).toBeCloseTo(own);
  expect(busyDayAfterUsd([], spec({ backend: { maxInstances: 3 } }))).toBeCloseTo(3 * own);
});

test('other GPU services count too, those without a GPU do not', () => {
  expect(busyDayAfterUsd([live('other', 'nvidia-l4', 2), live('small', null)], spec())).toBeCloseTo(own + 96);
});

test('what it replaces does not count', () => {
  expect(busyDayAfterUsd([live('ollama-gemma3-270m-gpu', 'nvidia-l4', 5)], spec())).toBeCloseTo(own);
});

test('without a GPU nothing of its own counts', () => {
  const small = spec({ backend: { gpuType: null, cpuCount: 2, memoryGiB: 4, concurrency: 4 } });
  expect(busyDayAfterUsd([live('other', 'nvidia-l4')], small)).toBeCloseTo(48);
});
