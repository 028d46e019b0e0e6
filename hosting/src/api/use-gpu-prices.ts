import type { GpuPrices } from '@proving-ground/shared';
import { useApi } from './api-context.ts';
import { useLive } from './use-live.ts';

const NONE: GpuPrices = {};

/** What owners say GPUs without a list price cost; none until they are read. */
export function useGpuPrices(): GpuPrices {
  const { data } = useApi();
  const prices = useLive(() => data.prices(), 'prices');
  return prices.kind === 'ready' ? prices.value.gpuUsdPerHour : NONE;
}
