import type { MetricDescriptor } from './metric-descriptors.ts';

/** How often is measured, and for how long a point stays hidden. */
export interface MetricTiming {
  readonly periodSeconds: number;
  /** As long as in the cloud when null. */
  readonly lagSeconds: number | null;
}

/** A load test of a minute is over before Cloud Monitoring shows its first point: here it can be watched. */
export const LOCAL_TIMING: MetricTiming = { periodSeconds: 10, lagSeconds: 2 };
export const CLOUD_TIMING: MetricTiming = { periodSeconds: 60, lagSeconds: null };

export function lagSecondsOf({ lagSeconds }: MetricTiming, descriptor: MetricDescriptor): number {
  return lagSeconds ?? descriptor.cloudLagSeconds;
}
