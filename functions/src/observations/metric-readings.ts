import type { ObservedMetric } from '@proving-ground/shared';

export type DistributionFigure = 'count' | 'mean' | 'p50' | 'p95' | 'peak';

/** How a metric is read: a number, parted by a label or not, or figures of a distribution. */
export type MetricReading = {
  /** Without `run.googleapis.com/`; the first that the project knows is the one. */
  readonly names: readonly [string, ...string[]];
} & (
  | { readonly kind: 'number'; readonly by: 'state' | 'response_code' | null; readonly adds: boolean }
  | {
      readonly kind: 'distribution';
      readonly figures: readonly DistributionFigure[];
      /** Series with another value of this label say nothing here. */
      readonly only: { readonly label: string; readonly value: string } | null;
    }
);

const UTILIZATION = { kind: 'distribution', figures: ['mean', 'p95', 'peak'], only: null } as const;

/** What each observed metric is in Cloud Monitoring. Sources spell those of GPUs in two ways.
 * @see https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run */
export const METRIC_READINGS: Readonly<Record<ObservedMetric, MetricReading>> = {
  instances: { names: ['container/instance_count'], kind: 'number', by: 'state', adds: false },
  cpu: { names: ['container/cpu/utilizations'], ...UTILIZATION },
  memory: { names: ['container/memory/utilizations'], ...UTILIZATION },
  gpu: { names: ['container/gpu/utilizations', 'container/gpu/utilization'], ...UTILIZATION },
  gpuMemory: { names: ['container/gpu/memory_utilizations', 'container/gpu/memory_utilization'], ...UTILIZATION },
  concurrency: {
    names: ['container/max_request_concurrencies'],
    kind: 'distribution',
    figures: ['mean', 'peak'],
    only: { label: 'state', value: 'active' },
  },
  requests: { names: ['request_count'], kind: 'number', by: 'response_code', adds: true },
  latency: { names: ['request_latencies'], kind: 'distribution', figures: ['p50', 'p95'], only: null },
  pending: { names: ['pending_queue/pending_requests'], kind: 'number', by: null, adds: false },
  startups: { names: ['container/startup_latencies'], kind: 'distribution', figures: ['count', 'mean'], only: null },
  billableSeconds: { names: ['container/billable_instance_time'], kind: 'number', by: null, adds: true },
};

/** The name by which the project knows a metric; null when it knows none. */
export function knownName({ names }: Pick<MetricReading, 'names'>, known: ReadonlySet<string>): string | null {
  return names.find((name) => known.has(name)) ?? null;
}
