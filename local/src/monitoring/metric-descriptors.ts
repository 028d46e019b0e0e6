import type { BucketLayout } from './distribution.ts';
import type { MetricKind, ValueType } from './time-series.ts';

export const RESOURCE_TYPE = 'cloud_run_revision';

export interface MetricDescriptor {
  readonly type: string;
  readonly metricKind: MetricKind;
  readonly valueType: ValueType;
  /** https://unitsofmeasure.org/ucum.html */
  readonly unit: string;
  readonly displayName: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  /** For how long after sampling the cloud does not show a point. */
  readonly cloudLagSeconds: number;
  readonly layout: BucketLayout;
}

const LATENCY_MS: BucketLayout = { kind: 'exponential', growthFactor: 1.1, scale: 1, finiteCount: 170 };
/** Up to 200 %: nothing keeps a process of this machine within its limits. */
const UTILIZATION: BucketLayout = { kind: 'linear', width: 0.01, offset: 0, finiteCount: 200 };
const COUNT: BucketLayout = { kind: 'linear', width: 1, offset: 0, finiteCount: 1_000 };

const STATE = { state: 'State of the instances: active or idle.' };
const RESPONSE = { response_code: 'Response code of a request.', response_code_class: 'Response code class.' };

type Kind = Pick<MetricDescriptor, 'metricKind' | 'valueType' | 'unit' | 'layout'>;
const COUNT_GAUGE: Kind = { metricKind: 'GAUGE', valueType: 'INT64', unit: '1', layout: COUNT };
const COUNT_DELTA: Kind = { metricKind: 'DELTA', valueType: 'INT64', unit: '1', layout: COUNT };
const LATENCIES: Kind = { metricKind: 'DELTA', valueType: 'DISTRIBUTION', unit: 'ms', layout: LATENCY_MS };
const UTILIZATIONS: Kind = { metricKind: 'DELTA', valueType: 'DISTRIBUTION', unit: '10^2.%', layout: UTILIZATION };

/**
 * The metrics of Cloud Run services that the twin knows, spelled as in the cloud. Those of GPUs are known and never
 * have a point: there is none to measure.
 *
 * @see https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run
 */
export const METRIC_DESCRIPTORS: readonly MetricDescriptor[] = [
  describe('container/instance_count', COUNT_GAUGE, {
    displayName: 'Instance Count',
    description: 'Number of container instances that exist, broken down by state.',
    labels: STATE,
  }),
  describe(
    'container/max_request_concurrencies',
    { ...COUNT_DELTA, valueType: 'DISTRIBUTION' },
    {
      displayName: 'Max Concurrent Requests',
      description:
        'Distribution of the maximum number of concurrent requests being served by each container instance over a period.',
      labels: STATE,
    },
  ),
  describe('container/cpu/utilizations', UTILIZATIONS, {
    displayName: 'Container CPU Utilization',
    description: 'Container CPU utilization distribution across all container instances.',
  }),
  describe('container/memory/utilizations', UTILIZATIONS, {
    displayName: 'Container Memory Utilization',
    description: 'Container memory utilization distribution across all container instances.',
  }),
  describe('container/gpu/utilizations', UTILIZATIONS, {
    displayName: 'Container GPU Utilization',
    description: 'Container GPU utilization distribution across all container instances.',
  }),
  describe('container/gpu/memory_utilizations', UTILIZATIONS, {
    displayName: 'Container GPU Memory Utilization',
    description: 'Container GPU memory utilization distribution across all container instances.',
  }),
  describe(
    'container/billable_instance_time',
    { ...COUNT_DELTA, valueType: 'DOUBLE', unit: 's' },
    {
      displayName: 'Billable Instance Time',
      description: 'Billable time aggregated across all container instances.',
    },
  ),
  describe('container/startup_latencies', LATENCIES, {
    displayName: 'Container Startup Latency',
    description: 'Distribution of time spent starting a new container instance in milliseconds.',
  }),
  describe('request_count', COUNT_DELTA, {
    displayName: 'Request Count',
    description:
      'Number of requests reaching the revision. Excludes requests that are not reaching your container instances (e.g. unauthorized requests or when maximum number of instances is reached).',
    labels: RESPONSE,
    cloudLagSeconds: 180,
  }),
  describe('request_latencies', LATENCIES, {
    displayName: 'Request Latency',
    description:
      'Distribution of request latency in milliseconds reaching the revision. Latency is measured from when the request reaches the running container to when it exits. Notably, it does not include container startup latency.',
    labels: RESPONSE,
    cloudLagSeconds: 180,
  }),
  describe('request_latency/e2e_latencies', LATENCIES, {
    displayName: 'End-to-end Request Latency',
    description:
      'Distribution of request latency in milliseconds, from when a request arrives to when its answer is sent.',
    labels: RESPONSE,
    cloudLagSeconds: 180,
  }),
  describe('request_latency/pending', LATENCIES, {
    displayName: 'Pending Latency',
    description: 'Distribution of the time in milliseconds that requests wait for an instance, its start included.',
    labels: RESPONSE,
    cloudLagSeconds: 180,
  }),
  describe('pending_queue/pending_requests', COUNT_GAUGE, {
    displayName: 'Pending Requests',
    description: 'Number of requests that wait for an instance.',
  }),
];

const byType = new Map(METRIC_DESCRIPTORS.map((descriptor) => [descriptor.type, descriptor]));

export function findDescriptor(type: string): MetricDescriptor | undefined {
  return byType.get(type);
}

function describe(
  name: string,
  kind: Kind,
  words: Pick<MetricDescriptor, 'displayName' | 'description'> &
    Partial<Pick<MetricDescriptor, 'labels' | 'cloudLagSeconds'>>,
): MetricDescriptor {
  return { type: `run.googleapis.com/${name}`, labels: {}, cloudLagSeconds: 120, ...kind, ...words };
}
