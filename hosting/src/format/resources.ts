import { gpuLabel } from '@proving-ground/shared';
import type { ServiceResources } from './service-cost.ts';

/** "8 CPU · 16 GiB · 1 × NVIDIA L4" */
export function formatResources({ cpuCount, memoryGiB, gpuType }: Omit<ServiceResources, 'maxInstances'>): string {
  const parts = [`${cpuCount} CPU`, `${memoryGiB} GiB`];
  if (gpuType) parts.push(`1 × ${gpuLabel(gpuType)}`);
  return parts.join(' · ');
}
