import type { GpuType } from '@proving-ground/shared';
import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const quotaInfo = z.object({
  dimensionsInfos: z
    .array(
      z.object({
        dimensions: z.record(z.string(), z.string()).default({}),
        details: z.object({ value: z.string() }).optional(),
        applicableLocations: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

interface QuotaPlace {
  readonly projectId: string;
  readonly region: string;
}

/** Quotas of GPUs without zonal redundancy; of the newer type they count thousandths. */
const GPU_QUOTAS: Readonly<Record<GpuType, { readonly id: string; readonly unitsPerGpu: number }>> = {
  'nvidia-l4': { id: 'NvidiaL4GpuAllocNoZonalRedundancyPerProjectRegion', unitsPerGpu: 1 },
  'nvidia-rtx-pro-6000': { id: 'NvidiaRtxPro6000GpuAllocNoZonalRedundancyPerProjectRegion', unitsPerGpu: 1_000 },
};

/** How many GPUs of a type Cloud Run may have in a region; null when the API names no value for it. */
export async function gpuQuota(where: QuotaPlace, type: GpuType): Promise<number | null> {
  const { id, unitsPerGpu } = GPU_QUOTAS[type];
  const units = await runQuota(where, id);
  return units === null ? null : units / unitsPerGpu;
}

/** How much memory all instances of a region may have together; null when the API names no value for it. */
export async function memoryQuotaBytes(where: QuotaPlace): Promise<number | null> {
  return await runQuota(where, 'MemAllocPerProjectRegion');
}

/**
 * What a quota of Cloud Run allows in a region; null when the API names no value for it.
 * @see https://cloud.google.com/docs/quotas/reference/rest/v1/projects.locations.services.quotaInfos/get
 */
async function runQuota({ projectId, region }: QuotaPlace, quotaId: string): Promise<number | null> {
  const answer = await googleRest({
    api: 'Cloud Quotas',
    host: 'cloudquotas.googleapis.com',
    method: 'GET',
    path: `/v1/projects/${projectId}/locations/global/services/run.googleapis.com/quotaInfos/${quotaId}`,
  });
  const { dimensionsInfos } = quotaInfo.parse(answer);
  const own = dimensionsInfos.find(({ dimensions }) => dimensions['region'] === region);
  const common = dimensionsInfos.find(
    ({ dimensions, applicableLocations }) => !dimensions['region'] && applicableLocations.includes(region),
  );
  const value = (own ?? common)?.details?.value;
  return value === undefined ? null : Number(value);
}
