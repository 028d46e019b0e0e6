import { costUsdPerHour, PRICES } from '@proving-ground/shared';
import { formatUsd } from './money.ts';

export interface ServiceResources {
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly gpuType: string | null;
  readonly maxInstances: number;
}

export interface ServiceCost {
  /** One instance at work. */
  readonly busyUsdPerHour: number;
  /** All instances that the service may have. */
  readonly mostUsdPerHour: number;
  readonly busyText: string;
  readonly idleText: string;
  readonly mostText: string | null;
}

/** What a service costs while it works and while it does not, in words; list prices. */
export function serviceCost({ cpuCount, memoryGiB, gpuType, maxInstances }: ServiceResources): ServiceCost {
  const gpu = gpuType === 'nvidia-l4' ? gpuType : null;
  const busyUsdPerHour = costUsdPerHour({ cpuCount, memoryGiB, gpuType: gpu });
  const mostUsdPerHour = busyUsdPerHour * maxInstances;
  return {
    busyUsdPerHour,
    mostUsdPerHour,
    busyText: `${formatUsd(busyUsdPerHour)} an hour ${gpu ? 'while an instance is up' : 'while it answers'}`,
    idleText: gpu
      ? '$0.00 once Cloud Run has stopped the idle instance; until then the GPU is billed'
      : '$0.00 while nobody asks',
    mostText: maxInstances > 1 ? `at most ${formatUsd(mostUsdPerHour)} with ${maxInstances} instances` : null,
  };
}

/** Where the figures come from. */
export const PRICE_NOTE = `Cloud Run list prices, read ${PRICES.readOn}; without free tier, network and storage.`;
