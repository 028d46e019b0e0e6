import { AGENT_DEFAULTS, BACKEND_DEFAULTS } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { serviceCost } from './service-cost.ts';

test('a GPU service is billed while its instance is up, and costs nothing once that has stopped', () => {
  const { busyText, idleText, mostText } = serviceCost(BACKEND_DEFAULTS, {});
  expect(busyText).toBe('$1.31 an hour while an instance is up');
  expect(idleText).toContain('$0.00 once Cloud Run has stopped the idle instance');
  expect(mostText).toBeNull();
});

test('a service without GPU costs only while it answers', () => {
  const { busyText, idleText } = serviceCost({ ...AGENT_DEFAULTS, gpuType: null }, {});
  expect([busyText, idleText]).toEqual(['$0.21 an hour while it answers', '$0.00 while nobody asks']);
});

test('with several instances the most that can be spent is said', () => {
  expect(serviceCost({ ...BACKEND_DEFAULTS, maxInstances: 3 }, {}).mostText).toBe('at most $3.92 with 3 instances');
});

test('a GPU without a verified price costs something unknown, until an owner enters it', () => {
  const rtx = { cpuCount: 20, memoryGiB: 80, gpuType: 'nvidia-rtx-pro-6000', maxInstances: 2 };
  const unknown = serviceCost(rtx, {});
  expect([unknown.busyUsdPerHour, unknown.busyText, unknown.mostText]).toEqual([
    null,
    'Unknown: no verified list price of the NVIDIA RTX PRO 6000',
    null,
  ]);
  expect(serviceCost(rtx, { 'nvidia-rtx-pro-6000': 3 }).busyText).toBe('$4.87 an hour while an instance is up');
});
