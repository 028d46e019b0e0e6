import { AGENT_DEFAULTS, BACKEND_DEFAULTS } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { serviceCost } from './service-cost.ts';

test('a GPU service is billed while its instance is up, and costs nothing once that has stopped', () => {
  const { busyText, idleText, mostText } = serviceCost(BACKEND_DEFAULTS);
  expect(busyText).toBe('$1.31 an hour while an instance is up');
  expect(idleText).toContain('$0.00 once Cloud Run has stopped the idle instance');
  expect(mostText).toBeNull();
});

test('a service without GPU costs only while it answers', () => {
  const { busyText, idleText } = serviceCost({ ...AGENT_DEFAULTS, gpuType: null });
  expect([busyText, idleText]).toEqual(['$0.21 an hour while it answers', '$0.00 while nobody asks']);
});

test('with several instances the most that can be spent is said', () => {
  expect(serviceCost({ ...BACKEND_DEFAULTS, maxInstances: 3 }).mostText).toBe('at most $3.92 with 3 instances');
});
