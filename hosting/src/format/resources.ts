import type { ServiceResources } from './service-cost.ts';

const GPU_NAMES: Readonly<Record<string, string>> = { 'nvidia-l4': 'NVIDIA L4' };

/** "8 CPU · 16 GiB · 1 × NVIDIA L4" */
export function formatResources({ cpuCount, memoryGiB, gpuType }: Omit<ServiceResources, 'maxInstances'>): string {
  const parts = [`${cpuCount} CPU`, `${memoryGiB} GiB`];
  if (gpuType) parts.push(`1 × ${GPU_NAMES[gpuType] ?? gpuType}`);
  return parts.join(' · ');
}
