import {
  bringsGpus,
  busyDayAfterUsd,
  costUsdPerHour,
  type DeploymentSpec,
  Failure,
  type GpuPrices,
  gpuLabel,
  type LiveService,
  liveCostUsdPerHour,
} from '@proving-ground/shared';
import type { SettingsStore } from '../store/settings-store.ts';

/**
 * Refuses deployments with which GPU services could cost more in a day than an owner allows, all of them together. What nobody
 * knows the price of counts as over.
 * @throws Failure failed-precondition
 */
export async function guardSpending(
  specs: readonly DeploymentSpec[],
  {
    settings,
    services,
  }: {
    readonly settings: Pick<SettingsStore, 'spending' | 'prices'>;
    readonly services: () => Promise<readonly LiveService[]>;
  },
): Promise<void> {
  const withGpus = specs.filter(bringsGpus);
  if (withGpus.length === 0) return;
  const capUsd = (await settings.spending())?.dailyGpuCapUsd ?? null;
  if (capUsd === null) return;
  const [live, prices] = await Promise.all([services(), settings.prices()]);
  const busyDayUsd = busyDayAfterUsd(live, withGpus, prices);
  if (busyDayUsd === null) throw priceUnknown(unpricedGpus(withGpus, live, prices), capUsd);
  if (busyDayUsd <= capUsd) return;
  const what = withGpus.length === 1 ? 'this deployment' : `these ${withGpus.length} deployments`;
  throw new Failure({
    code: 'failed-precondition',
    reason: 'OVER_SPENDING_CAP',
    message: `With ${what} GPU services could cost up to ${dollars(busyDayUsd)} a day; the cap is ${dollars(capUsd)}.`,
    nextStep: 'Lower the instances, choose a backend without a GPU, delete a pair, or ask an owner to raise the cap.',
    retryable: false,
  });
}

/** The GPUs, asked for or live, of which nobody knows what they cost. */
function unpricedGpus(specs: readonly DeploymentSpec[], live: readonly LiveService[], prices: GpuPrices): string {
  const asked = specs.flatMap(({ backend }) =>
    backend.gpuType && costUsdPerHour(backend, prices) === null ? [backend.gpuType] : [],
  );
  const serving = live.flatMap(({ current }) =>
    current?.gpuType && liveCostUsdPerHour(current, prices) === null ? [current.gpuType] : [],
  );
  return [...new Set([...asked, ...serving])].map(gpuLabel).join(' and ');
}

function priceUnknown(gpus: string, capUsd: number): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'GPU_PRICE_UNKNOWN',
    message: `Nobody can say whether this stays below the cap of ${dollars(capUsd)} a day: what an ${gpus} costs is not known.`,
    nextStep: 'Ask an owner to enter the price of the GPU under Spending, or to take the cap away.',
    retryable: false,
  });
}

function dollars(usd: number): string {
  return `${usd.toFixed(2)} USD`;
}
