import type { MeasuredRequest, RevisionReading } from '../cloud-run/revision-meter.ts';
import { distributionOf } from './distribution.ts';
import { findDescriptor } from './metric-descriptors.ts';
import type { Labels, Value } from './time-series.ts';

/** One value of one metric of a revision. */
export interface Sample {
  readonly metricType: string;
  readonly metricLabels: Labels;
  readonly value: Value;
}

/** What a revision did in a period, as values of its metrics; what did not happen or could not be measured has none. */
export function samplesOf({ requests, waitingCount, startupsMs, instances }: RevisionReading): readonly Sample[] {
  const here = instances.filter(({ state }) => state === 'ready');
  const ran = instances.filter(({ state }) => state !== 'starting');
  // An instance between two short requests is at work.
  const active = (instance: { readonly peakRequests: number }) => instance.peakRequests > 0;
  const peaks = Map.groupBy(ran, (instance) => (active(instance) ? 'active' : 'idle'));
  const billableSeconds = instances.reduce((sum, instance) => sum + instance.billableSeconds, 0);
  return [
    sample('container/instance_count', here.filter(active).length, { state: 'active' }),
    sample('container/instance_count', here.filter((instance) => !active(instance)).length, { state: 'idle' }),
    sample('pending_queue/pending_requests', waitingCount),
    ...[...peaks].flatMap(([state, group]) =>
      distribution(
        'container/max_request_concurrencies',
        group.map(({ peakRequests }) => peakRequests),
        { state },
      ),
    ),
    ...distribution(
      'container/cpu/utilizations',
      instances.flatMap(({ cpuUtilizations }) => cpuUtilizations),
    ),
    ...distribution(
      'container/memory/utilizations',
      instances.flatMap(({ memoryUtilizations }) => memoryUtilizations),
    ),
    ...(billableSeconds > 0 ? [sample('container/billable_instance_time', billableSeconds)] : []),
    ...distribution('container/startup_latencies', startupsMs),
    ...[...Map.groupBy(requests, ({ status }) => status)].flatMap(([status, group]) =>
      samplesOfRequests(status, group),
    ),
  ];
}

function samplesOfRequests(status: number, requests: readonly MeasuredRequest[]): readonly Sample[] {
  const labels = { response_code: String(status), response_code_class: `${Math.floor(status / 100)}xx` };
  return [
    sample('request_count', requests.length, labels),
    ...distribution(
      'request_latencies',
      requests.map(({ instanceMs }) => instanceMs),
      labels,
    ),
    ...distribution(
      'request_latency/pending',
      requests.map(({ pendingMs }) => pendingMs),
      labels,
    ),
    ...distribution(
      'request_latency/e2e_latencies',
      requests.map(({ pendingMs, instanceMs }) => pendingMs + instanceMs),
      labels,
    ),
  ];
}

function sample(name: string, value: Value, metricLabels: Labels = {}): Sample {
  return { metricType: `run.googleapis.com/${name}`, metricLabels, value };
}

function distribution(name: string, values: readonly number[], labels: Labels = {}): readonly Sample[] {
  const layout = findDescriptor(`run.googleapis.com/${name}`)?.layout;
  if (!layout || values.length === 0) return [];
  return [sample(name, distributionOf(values, layout), labels)];
}
