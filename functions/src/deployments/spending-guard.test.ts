import {
  type DeploymentSpecInput,
  deploymentSpec,
  type GpuPrices,
  type SpendingSettings,
} from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { setSpendingCap } from '../callables/set-spending-cap.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { aLiveService } from '../testing/a-load-test.ts';
import { guardSpending } from './spending-guard.ts';

/** 24 hours of the codelab's backend. */
const ONE_L4_DAY_USD = 31.34;

async function guarded(
  dailyGpuCapUsd: number | null,
  specs: DeploymentSpecInput | readonly DeploymentSpecInput[] = {},
  live = [aLiveService('agent')],
  prices: GpuPrices = {},
) {
  let saved: SpendingSettings | null = null;
  const settings = {
    spending: async () => saved,
    prices: async () => prices,
    saveSpending: async (next: SpendingSettings) => {
      saved = next;
    },
  };
  const caller = { uid: 'uid-1', email: 'owner@example.com', emailVerified: true, role: 'owner' } as const;
  await setSpendingCap({ request: { dailyGpuCapUsd }, caller, settings, now: STARTED_AT });
  return await guardSpending(
    [specs].flat().map((spec) => deploymentSpec.parse(spec)),
    { settings, services: async () => live },
  );
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

test('a release in two regions is held against the cap as a whole', async () => {
  const both = [{}, { region: 'us-east4' }] as const;
  await expect(guarded(2 * ONE_L4_DAY_USD + 0.01, both)).resolves.toBeUndefined();
  await expect(guarded(2 * ONE_L4_DAY_USD - 1, both)).rejects.toMatchObject({
    record: { reason: 'OVER_SPENDING_CAP', message: expect.stringContaining('With these 2 deployments') },
  });
});

const RTX = {
  region: 'europe-west4',
  backend: { gpuType: 'nvidia-rtx-pro-6000', cpuCount: 20, memoryGiB: 80 },
} as const;

test('a price that nobody knows counts as over the cap, and says whom to ask', async () => {
  await expect(guarded(100_000, RTX)).rejects.toMatchObject({
    record: {
      reason: 'GPU_PRICE_UNKNOWN',
      message: expect.stringContaining('NVIDIA RTX PRO 6000'),
      nextStep: expect.stringContaining('enter the price'),
    },
  });
  await expect(guarded(null, RTX)).resolves.toBeUndefined();
  await expect(guarded(24 * 5, RTX, [], { 'nvidia-rtx-pro-6000': 3 })).resolves.toBeUndefined();
});
