import { bringsGpus, busyDayAfterUsd, type DeploymentSpec, Failure, type LiveService } from '@proving-ground/shared';
import type { SettingsStore } from '../store/settings-store.ts';

/**
 * Refuses a deployment with which GPU services could cost more in a day than an owner allows.
 * @throws Failure failed-precondition
 */
export async function guardSpending(
  spec: DeploymentSpec,
  {
    settings,
    services,
  }: { readonly settings: Pick<SettingsStore, 'spending'>; readonly services: () => Promise<readonly LiveService[]> },
): Promise<void> {
  if (!bringsGpus(spec)) return;
  const capUsd = (await settings.spending())?.dailyGpuCapUsd ?? null;
  if (capUsd === null) return;
  const busyDayUsd = busyDayAfterUsd(await services(), spec);
  if (busyDayUsd <= capUsd) return;
  throw new Failure({
    code: 'failed-precondition',
    reason: 'OVER_SPENDING_CAP',
    message: `With this deployment GPU services could cost up to ${dollars(busyDayUsd)} a day; the cap is ${dollars(capUsd)}.`,
    nextStep: 'Lower the instances, choose a backend without a GPU, delete a pair, or ask an owner to raise the cap.',
    retryable: false,
  });
}

function dollars(usd: number): string {
  return `${usd.toFixed(2)} USD`;
}
