/** Where Cloud Run is: https://cloud.google.com/run/docs/locations */
const REGIONS: ReadonlySet<string> = new Set([
  'africa-south1',
  'asia-east1',
  'asia-east2',
  'asia-northeast1',
  'asia-northeast2',
  'asia-northeast3',
  'asia-south1',
  'asia-south2',
  'asia-southeast1',
  'asia-southeast2',
  'asia-southeast3',
  'australia-southeast1',
  'australia-southeast2',
  'europe-central2',
  'europe-north1',
  'europe-north2',
  'europe-southwest1',
  'europe-west1',
  'europe-west10',
  'europe-west12',
  'europe-west2',
  'europe-west3',
  'europe-west4',
  'europe-west6',
  'europe-west8',
  'europe-west9',
  'me-central1',
  'me-central2',
  'me-west1',
  'northamerica-northeast1',
  'northamerica-northeast2',
  'northamerica-south1',
  'southamerica-east1',
  'southamerica-west1',
  'us-central1',
  'us-east1',
  'us-east4',
  'us-east5',
  'us-south1',
  'us-west1',
  'us-west2',
  'us-west3',
  'us-west4',
]);

export interface GpuType {
  readonly minCpuCount: number;
  readonly minMemoryGiB: number;
  readonly regions: readonly string[];
}

/** GPU types with what they need and where they are: https://cloud.google.com/run/docs/configuring/services/gpu */
export const GPU_TYPES: Readonly<Record<string, GpuType>> = {
  'nvidia-l4': {
    minCpuCount: 4,
    minMemoryGiB: 16,
    regions: ['asia-southeast1', 'asia-south1', 'europe-west1', 'europe-west4', 'us-central1', 'us-east4'],
  },
  'nvidia-rtx-pro-6000': {
    minCpuCount: 20,
    minMemoryGiB: 80,
    regions: ['asia-southeast1', 'asia-south2', 'europe-west4', 'us-central1'],
  },
};

export function isRegion(location: string): boolean {
  return REGIONS.has(location);
}
