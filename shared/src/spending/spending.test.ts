import { expect, test } from 'vitest';
import { type DeploymentSpecInput, deploymentSpec } from '../deployment/deployment-spec.ts';
import type { LiveService } from '../deployment/live-service.ts';
import { costUsdPerHour } from './cost.ts';
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
const own = 24 * (costUsdPerHour(spec().backend) ?? Number.NaN);

test('a first deployment counts its own instances, all busy all day', () => {
  expect(busyDayAfterUsd([], [spec()], {})).toBeCloseTo(own);
  expect(busyDayAfterUsd([], [spec({ backend: { maxInstances: 3 } })], {})).toBeCloseTo(3 * own);
});

test('other GPU services count too, those without a GPU do not', () => {
  expect(busyDayAfterUsd([live('other', 'nvidia-l4', 2), live('small', null)], [spec()], {})).toBeCloseTo(own + 96);
});

test('what it replaces does not count', () => {
  expect(busyDayAfterUsd([live('ollama-gemma3-270m-gpu', 'nvidia-l4', 5)], [spec()], {})).toBeCloseTo(own);
});

test('without a GPU nothing of its own counts', () => {
  const small = spec({ backend: { gpuType: null, cpuCount: 2, memoryGiB: 4, concurrency: 4 } });
  expect(busyDayAfterUsd([live('other', 'nvidia-l4')], [small], {})).toBeCloseTo(48);
});

test('a release in two regions counts twice, and replaces what serves there', () => {
  const both = [spec(), spec({ region: 'us-east4' })];
  expect(busyDayAfterUsd([live('ollama-gemma3-270m-gpu', 'nvidia-l4', 5)], both, {})).toBeCloseTo(2 * own);
});

const rtx = { gpuType: 'nvidia-rtx-pro-6000', cpuCount: 20, memoryGiB: 80 } as const;

test('a GPU without a price makes the whole unknown, until an owner says what it costs', () => {
  const one = spec({ region: 'europe-west4', backend: rtx });
  expect(busyDayAfterUsd([], [one], {})).toBeNull();
  // 20 CPU and 80 GiB are 1.872 USD an hour beside it.
  expect(busyDayAfterUsd([], [one], { 'nvidia-rtx-pro-6000': 3 })).toBeCloseTo(24 * 4.872);
});

test('a live service of unknown cost counts with the price that was entered since', () => {
  const other = live('other', 'nvidia-rtx-pro-6000');
  const unknown = { ...other, current: other.current && { ...other.current, ...rtx, costUsdPerHour: null } };
  expect(busyDayAfterUsd([unknown], [spec()], {})).toBeNull();
  expect(busyDayAfterUsd([unknown], [spec()], { 'nvidia-rtx-pro-6000': 3 })).toBeCloseTo(own + 24 * 4.872);
});
