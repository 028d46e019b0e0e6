import { type DeploymentSpecInput, deploymentSpec, type SpendingSettings } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { setSpendingCap } from '../callables/set-spending-cap.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { aLiveService } from '../testing/a-load-test.ts';
import { guardSpending } from './spending-guard.ts';

/** 24 hours of the codelab's backend. */
const ONE_L4_DAY_USD = 31.34;

async function guarded(dailyGpuCapUsd: number | null, spec: DeploymentSpecInput = {}, live = [aLiveService('agent')]) {
  let saved: SpendingSettings | null = null;
  const settings = {
    spending: async () => saved,
    saveSpending: async (next: SpendingSettings) => {
      saved = next;
    },
  };
  const caller = { uid: 'uid-1', email: 'owner@example.com', emailVerified: true, role: 'owner' } as const;
  await setSpendingCap({ request: { dailyGpuCapUsd }, caller, settings, now: STARTED_AT });
  return await guardSpending(deploymentSpec.parse(spec), { settings, services: async () => live });
}

test.each([
  ['no cap', null, {}],
  ['a cap just above', ONE_L4_DAY_USD + 0.01, {}],
  ['a cap of nothing, for a backend without a GPU', 0, { backend: { gpuType: null } }],
  ['a cap of nothing, for a new agent on the live backend', 0, { scope: 'agent' }],
] as const)('%s lets it through', async (_what, cap, spec) => {
  await expect(guarded(cap, spec)).resolves.toBeUndefined();
});

test('over the cap it is refused, with both figures', async () => {
  await expect(guarded(30)).rejects.toMatchObject({
    record: {
      reason: 'OVER_SPENDING_CAP',
      message: 'With this deployment GPU services could cost up to 31.34 USD a day; the cap is 30.00 USD.',
    },
  });
});

test('another GPU service that is live counts', async () => {
  const other = { ...aLiveService('backend'), name: 'another' };
  await expect(guarded(40, {}, [other])).rejects.toMatchObject({ record: { reason: 'OVER_SPENDING_CAP' } });
});
