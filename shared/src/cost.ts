/** List prices of Cloud Run tier-1 regions in USD per second, read 2026-08.
 * @see https://cloud.google.com/run/pricing */
export const PRICES = {
  readOn: '2026-08',
  instanceBased: { cpuSecond: 0.000018, gibSecond: 0.000002 },
  requestBased: { cpuSecond: 0.000024, gibSecond: 0.0000025 },
  gpuSecond: { 'nvidia-l4': 0.0001867 },
} as const;

/** What one busy instance costs in USD per hour; GPU services are billed for their whole life, others per request. */
export function costUsdPerHour(resources: {
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly gpuType?: 'nvidia-l4' | null;
}): number {
  const prices = resources.gpuType ? PRICES.instanceBased : PRICES.requestBased;
  const perSecond =
    resources.cpuCount * prices.cpuSecond +
    resources.memoryGiB * prices.gibSecond +
    (resources.gpuType ? PRICES.gpuSecond[resources.gpuType] : 0);
  return perSecond * 3_600;
}
