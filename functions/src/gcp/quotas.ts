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

/** Quotas of Cloud Run by their ids in the Cloud Quotas API. */
export const RUN_QUOTAS = {
  l4WithoutRedundancy: 'NvidiaL4GpuAllocNoZonalRedundancyPerProjectRegion',
  memoryBytes: 'MemAllocPerProjectRegion',
} as const;

/**
 * What a quota of Cloud Run allows in a region; null when the API names no value for it.
 * @see https://cloud.google.com/docs/quotas/reference/rest/v1/projects.locations.services.quotaInfos/get
 */
export async function runQuota(
  { projectId, region }: { readonly projectId: string; readonly region: string },
  quotaId: (typeof RUN_QUOTAS)[keyof typeof RUN_QUOTAS],
): Promise<number | null> {
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
