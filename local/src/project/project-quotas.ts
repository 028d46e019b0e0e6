import { REGIONS } from '@proving-ground/shared';

/** What the project may have of Cloud Run in each region. */
export interface ProjectQuotas {
  readonly gpus: number;
  readonly memoryGiB: number;
  readonly regions: readonly string[];
}

/** What the first deployment with a GPU in a region is granted, by the documentation; the memory is more than three of the smaller need. */
export const DEFAULT_GPU_QUOTA = 3;
const MEMORY_GIB = 100;

export function projectQuotas(gpus: number = DEFAULT_GPU_QUOTA): ProjectQuotas {
  return { gpus, memoryGiB: MEMORY_GIB, regions: REGIONS };
}
