import { costUsdPerHour, type GpuPrices, gpuLabel, PRICES } from '@proving-ground/shared';
import { formatUsd } from './money.ts';

export interface ServiceResources {
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly gpuType: string | null;
  readonly maxInstances: number;
}

export interface ServiceCost {
  /** One instance at work; null when nobody knows what its GPU costs. */
  readonly busyUsdPerHour: number | null;
  readonly busyText: string;
  readonly idleText: string;
  readonly mostText: string | null;
}

/** What a service costs while it works and while it does not, in words; list prices, and those that owners have entered. */
export function serviceCost(
  { cpuCount, memoryGiB, gpuType, maxInstances }: ServiceResources,
  prices: GpuPrices,
): ServiceCost {
  const busyUsdPerHour = costUsdPerHour({ cpuCount, memoryGiB, gpuType }, prices);
  return {
    busyUsdPerHour,
    busyText:
      busyUsdPerHour === null
        ? `Unknown: no verified list price of the ${gpuLabel(gpuType ?? '')}`
        : `${formatUsd(busyUsdPerHour)} an hour ${gpuType ? 'while an instance is up' : 'while it answers'}`,
    idleText: gpuType
      ? '$0.00 once Cloud Run has stopped the idle instance; until then the GPU is billed'
      : '$0.00 while nobody asks',
    mostText:
      maxInstances > 1 && busyUsdPerHour !== null
        ? `at most ${formatUsd(busyUsdPerHour * maxInstances)} with ${maxInstances} instances`
        : null,
  };
}

/** Where the figures come from. */
export const PRICE_NOTE = `Cloud Run list prices, read ${PRICES.readOn}; without free tier, network and storage.`;
