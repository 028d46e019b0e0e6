import { z } from 'zod';

export const GPU_TYPE_IDS = ['nvidia-l4', 'nvidia-rtx-pro-6000'] as const;
export const gpuType = z.enum(GPU_TYPE_IDS);
export type GpuType = z.infer<typeof gpuType>;

export interface GpuEntry {
  readonly label: string;
  readonly gpuMemoryGB: number;
  readonly minCpuCount: number;
  readonly minMemoryGiB: number;
  /** Of ours, where it needs no invitation. */
  readonly regions: readonly string[];
}

/** What an instance with a GPU must have beside it, and where it can run; an instance has one GPU.
 * @see https://cloud.google.com/run/docs/configuring/services/gpu */
export const GPU_TYPES: Readonly<Record<GpuType, GpuEntry>> = {
  'nvidia-l4': {
    label: 'NVIDIA L4',
    gpuMemoryGB: 24,
    minCpuCount: 4,
    minMemoryGiB: 16,
    regions: ['europe-west1', 'europe-west4', 'us-east4', 'asia-southeast1'],
  },
  'nvidia-rtx-pro-6000': {
    label: 'NVIDIA RTX PRO 6000',
    gpuMemoryGB: 96,
    minCpuCount: 20,
    minMemoryGiB: 80,
    regions: ['europe-west4', 'us-central1', 'asia-southeast1'],
  },
};

/** Whether services in a region may have a GPU; without one they may run in all of them. */
export function hasGpuIn(region: string, type: GpuType | null): boolean {
  return type === null || GPU_TYPES[type].regions.includes(region);
}

/** A GPU's name for people; one that we do not know keeps that of the API. */
export function gpuLabel(type: string): string {
  const known = gpuType.safeParse(type);
  return known.success ? GPU_TYPES[known.data].label : type;
}
