import type { ObservedMetric } from '@proving-ground/shared';
import type { SeriesQuery } from '../gcp/run-metrics.ts';

interface MetricQuery extends Pick<SeriesQuery, 'metric' | 'aligner' | 'reducer' | 'groupBy'> {
  /** Counts in a distribution: percentiles lie between two whole numbers, and the lower one is what was counted. */
  readonly isWhole?: boolean;
}

/** Utilisations and concurrencies are distributions over instances: what counts is the fullest one. */
const FULLEST = { aligner: 'ALIGN_PERCENTILE_99', reducer: 'REDUCE_MAX' } as const;

/** What each observed metric is in Cloud Monitoring.
 * @see https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run */
export const METRIC_QUERIES: Readonly<Record<ObservedMetric, MetricQuery>> = {
  // The mean: one that turns from active to idle within a period would count as both by its largest values.
  instances: { metric: 'container/instance_count', aligner: 'ALIGN_MEAN', reducer: 'REDUCE_SUM', groupBy: 'state' },
  cpu: { metric: 'container/cpu/utilizations', ...FULLEST },
  memory: { metric: 'container/memory/utilizations', ...FULLEST },
  gpu: { metric: 'container/gpu/utilizations', ...FULLEST },
  gpuMemory: { metric: 'container/gpu/memory_utilizations', ...FULLEST },
  concurrency: { metric: 'container/max_request_concurrencies', ...FULLEST, isWhole: true },
  requests: { metric: 'request_count', aligner: 'ALIGN_DELTA', reducer: 'REDUCE_SUM', groupBy: 'response_code' },
  pending: { metric: 'pending_queue/pending_requests', aligner: 'ALIGN_MAX', reducer: 'REDUCE_SUM' },
  startups: { metric: 'container/startup_latencies', aligner: 'ALIGN_DELTA', reducer: 'REDUCE_SUM' },
  billableSeconds: { metric: 'container/billable_instance_time', aligner: 'ALIGN_DELTA', reducer: 'REDUCE_SUM' },
};
