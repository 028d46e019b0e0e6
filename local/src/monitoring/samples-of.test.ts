import { expect, test } from 'vitest';
import type { InstanceReading } from '../cloud-run/instance-meter.ts';
import { samplesOf } from './samples-of.ts';

const anInstance: InstanceReading = {
  state: 'ready',
  peakRequests: 0,
  billableSeconds: 0,
  cpuUtilizations: [],
  memoryUtilizations: [],
};
const read = (more: Partial<Parameters<typeof samplesOf>[0]>) => {
  const samples = samplesOf({ requests: [], waitingCount: 0, startupsMs: [], instances: [], ...more });
  return samples.map(({ metricType, metricLabels, value }) => [
    metricType.replace('run.googleapis.com/', ''),
    Object.values(metricLabels).join(' '),
    typeof value === 'number' ? value : value.mean,
  ]);
};

test('instances that are there are active or idle; those that are on their way or gone are not counted', () => {
  const samples = read({
    instances: [
      { ...anInstance, peakRequests: 3, billableSeconds: 2 },
      anInstance,
      { ...anInstance, state: 'starting', billableSeconds: 1 },
      { ...anInstance, state: 'ended', peakRequests: 1 },
    ],
  });
  expect(samples).toEqual([
    ['container/instance_count', 'active', 1],
    ['container/instance_count', 'idle', 1],
    ['pending_queue/pending_requests', '', 0],
    ['container/max_request_concurrencies', 'active', 2],
    ['container/max_request_concurrencies', 'idle', 0],
    ['container/billable_instance_time', '', 3],
  ]);
});

test('what could not be measured has no value, not zero', () => {
  const names = read({ instances: [anInstance] }).map(([name]) => name);
  expect(names).not.toContain('container/cpu/utilizations');
  expect(names).not.toContain('container/gpu/utilizations');
});

test('requests are apart by what they were answered, their waiting apart from their work', () => {
  const samples = read({
    requests: [
      { status: 200, pendingMs: 10, instanceMs: 40 },
      { status: 200, pendingMs: 30, instanceMs: 60 },
      { status: 503, pendingMs: 0, instanceMs: 5 },
    ],
  });
  expect(samples.slice(3)).toEqual([
    ['request_count', '200 2xx', 2],
    ['request_latencies', '200 2xx', 50],
    ['request_latency/pending', '200 2xx', 20],
    ['request_latency/e2e_latencies', '200 2xx', 70],
    ['request_count', '503 5xx', 1],
    ['request_latencies', '503 5xx', 5],
    ['request_latency/pending', '503 5xx', 0],
    ['request_latency/e2e_latencies', '503 5xx', 5],
  ]);
});
