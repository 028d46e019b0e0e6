import { z } from 'zod';
import { type GpuType, gpuType } from '../deployment/gpu-types.ts';

/** List prices of Cloud Run tier-1 regions in USD per second, read 2026-08; null: none could be verified.
 * @see https://cloud.google.com/run/pricing */
export const PRICES: {
  readonly readOn: string;
  readonly instanceBased: { readonly cpuSecond: number; readonly gibSecond: number };
  readonly requestBased: { readonly cpuSecond: number; readonly gibSecond: number };
  readonly gpuSecond: Readonly<Record<GpuType, number | null>>;
} = {
  readOn: '2026-08',
  instanceBased: { cpuSecond: 0.000018, gibSecond: 0.000002 },
  requestBased: { cpuSecond: 0.000024, gibSecond: 0.0000025 },
  gpuSecond: { 'nvidia-l4': 0.0001867, 'nvidia-rtx-pro-6000': null },
};

/** GPU types whose price an owner has to enter, for it is in no list that we could verify. */
export const UNLISTED_GPU_TYPES = gpuType.options.filter((type) => PRICES.gpuSecond[type] === null);

/** What one GPU costs in an hour, in USD, as an owner has entered it; CPU and memory come on top. */
export const gpuUsdPerHour = z.number().positive().max(1_000);

/** `settings/prices`: what owners have entered; null: taken back. */
export const priceSettings = z.strictObject({
  gpuUsdPerHour: z.partialRecord(gpuType, gpuUsdPerHour.nullable()),
  setBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  setAt: z.iso.datetime(),
});
export type PriceSettings = z.infer<typeof priceSettings>;
export type GpuPrices = Readonly<PriceSettings['gpuUsdPerHour']>;

interface Resources {
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly gpuType?: string | null;
}

/**
 * What one busy instance costs in USD per hour; GPU services are billed for their whole life, others per request. Null
 * when nobody knows what its GPU costs.
 */
export function costUsdPerHour(
  { cpuCount, memoryGiB, gpuType: type }: Resources,
  entered: GpuPrices = {},
): number | null {
  const prices = type ? PRICES.instanceBased : PRICES.requestBased;
  const gpu = type ? gpuPriceUsdPerHour(type, entered) : 0;
  if (gpu === null) return null;
  return (cpuCount * prices.cpuSecond + memoryGiB * prices.gibSecond) * SECONDS_PER_HOUR + gpu;
}

const SECONDS_PER_HOUR = 3_600;

function gpuPriceUsdPerHour(type: string, entered: GpuPrices): number | null {
  const known = gpuType.safeParse(type);
  if (!known.success) return null;
  const listed = PRICES.gpuSecond[known.data];
  return listed === null ? (entered[known.data] ?? null) : listed * SECONDS_PER_HOUR;
}

/** The sum of what is known; null as soon as one is not. */
export function sumKnown(costs: readonly (number | null)[]): number | null {
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}
