import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aZooContainer, zooService } from '../cloud-run/testing/zoo-service.ts';
import type { AnsweredSeries } from './testing/answer.ts';
import { type MonitoredCloud, startMonitoredCloud } from './testing/start-monitored-cloud.ts';

let cloud: MonitoredCloud;
beforeEach(async () => {
  cloud = await startMonitoredCloud();
});
afterEach(() => cloud[Symbol.asyncDispose]());
const { deploy } = zooService(() => cloud);

const shortly = { timeout: 12_000, interval: 200 };
const numbersOf = (series: readonly AnsweredSeries[], labels: Readonly<Record<string, string>> = {}) =>
  series
    .filter(({ metric }) => Object.entries(labels).every(([name, value]) => metric.labels[name] === value))
    .flatMap(({ points }) => points.map(({ value }) => Number(value.int64Value ?? value.doubleValue)));
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const distributionsOf = (series: readonly AnsweredSeries[]) =>
  series.flatMap(({ points }) => points.flatMap(({ value }) => value.distributionValue ?? []));

/** Keeps a request open; the returned function ends it. */
async function occupy(url: string): Promise<() => void> {
  const sending = httpRequest(`${url}/hang`, { agent: false });
  sending.end();
  const [response] = await once(sending, 'response');
  response.on('error', () => undefined).resume();
  return () => sending.destroy();
}

describe('a service at work', () => {
  test('has its requests counted by what they were answered, and timed', async () => {
    const url = await deploy({ maxInstanceRequestConcurrency: 4, scaling: { maxInstanceCount: 1 } });
    await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/slow`)));
    await fetch(`${url}/broken`);
    await vi.waitFor(async () => {
      const counts = await cloud.series('request_count');
      expect(sumOf(numbersOf(counts, { response_code: '200', response_code_class: '2xx' }))).toBe(20);
      expect(sumOf(numbersOf(counts, { response_code: '500', response_code_class: '5xx' }))).toBe(1);
    }, shortly);
    const [first] = await cloud.series('request_count');
    expect(first).toMatchObject({
      metricKind: 'DELTA',
      valueType: 'INT64',
      resource: {
        type: 'cloud_run_revision',
        labels: {
          project_id: 'demo-zoo',
          location: 'europe-west1',
          service_name: 'zoo',
          configuration_name: 'zoo',
          revision_name: expect.stringMatching(/^zoo-00001-/),
        },
      },
    });
    const latencies = distributionsOf(await cloud.series('request_latencies'));
    expect(Math.max(...latencies.map(({ mean }) => mean))).toBeGreaterThan(45);
    expect(sumOf(latencies.map(({ count }) => Number(count)))).toBe(21);
    // Twenty at a time where four have room: most of them waited.
    const [pending] = await cloud.series('request_latency/pending', {
      'aggregation.alignmentPeriod': '60s',
      'aggregation.perSeriesAligner': 'ALIGN_PERCENTILE_95',
      'aggregation.crossSeriesReducer': 'REDUCE_MAX',
    });
    expect(pending?.points[0]?.value.doubleValue).toBeGreaterThan(100);
    const concurrencies = distributionsOf(await cloud.series('container/max_request_concurrencies'));
    expect(Math.max(...concurrencies.map(({ mean }) => mean))).toBe(4);
    expect(numbersOf(await cloud.series('container/instance_count'), { state: 'active' })).toContain(1);
  });

  test('has its processors and memory measured in the process itself', async () => {
    const container = { ...aZooContainer, resources: { limits: { cpu: '1', memory: '512Mi' }, cpuIdle: true } };
    const url = await deploy({ containers: [container] });
    const beganMs = performance.now();
    await fetch(`${url}/burn?ms=2000`);
    const tookSeconds = (performance.now() - beganMs) / 1_000;
    await vi.waitFor(async () => {
      const [busiest] = await cloud.series('container/cpu/utilizations', {
        'aggregation.alignmentPeriod': '60s',
        'aggregation.perSeriesAligner': 'ALIGN_PERCENTILE_99',
      });
      // Two of the five seconds from one look at the processes to the next, when nothing else takes them.
      expect(busiest?.points[0]?.value.doubleValue).toBeGreaterThan(0.1);
    }, shortly);
    const memory = distributionsOf(await cloud.series('container/memory/utilizations'));
    // A Node process has some 40 to 150 MiB.
    for (const { mean } of memory) expect(mean).toBeGreaterThan(0.05);
    for (const { mean } of memory) expect(mean).toBeLessThan(0.6);
    const startups = distributionsOf(await cloud.series('container/startup_latencies'));
    expect(startups).toMatchObject([{ count: '1' }]);
    // It started, and had one request; idle time in between is nobody's.
    const startupSeconds = (startups[0]?.mean ?? 0) / 1_000;
    const billed = sumOf(numbersOf(await cloud.series('container/billable_instance_time')));
    expect(billed).toBeGreaterThan(2);
    expect(billed).toBeLessThan(startupSeconds + tookSeconds + 0.5);
  });

  test('has no metrics of a GPU, for there is none', async () => {
    await deploy();
    await vi.waitFor(async () => expect(await cloud.series('container/instance_count')).not.toEqual([]), shortly);
    expect(await cloud.series('container/gpu/utilizations')).toEqual([]);
    const { body } = await cloud.get('metricDescriptors', { activeOnly: 'true' });
    const types = body.metricDescriptors?.map(({ type }) => type);
    expect(types).toContain('run.googleapis.com/container/instance_count');
    expect(types?.filter((type) => type.includes('gpu'))).toEqual([]);
  });
});

describe('scaling', () => {
  const instances = async () =>
    await cloud.series('container/instance_count', {
      'aggregation.alignmentPeriod': '60s',
      'aggregation.perSeriesAligner': 'ALIGN_MAX',
      'aggregation.crossSeriesReducer': 'REDUCE_SUM',
      'aggregation.groupByFields': 'metric.labels.state',
    });

  test('with a maximum of one, one instance serves, the rest wait and are refused, and the metrics say so', async () => {
    const url = await deploy({ maxInstanceRequestConcurrency: 1, scaling: { maxInstanceCount: 1 } });
    const free = await occupy(url);
    const answers = await Promise.all(Array.from({ length: 5 }, async () => (await fetch(url)).status));
    expect(answers).toEqual([429, 429, 429, 429, 429]);
    free();
    expect((await fetch(url)).status).toBe(200);
    await vi.waitFor(async () => {
      expect(sumOf(numbersOf(await cloud.series('request_count'), { response_code: '200' }))).toBe(2);
    }, shortly);
    expect(Math.max(...numbersOf(await instances(), { state: 'active' }))).toBe(1);
    expect(Math.max(...numbersOf(await cloud.series('pending_queue/pending_requests')))).toBe(5);
    // No instance saw them.
    expect(numbersOf(await cloud.series('request_count'), { response_code: '429' })).toEqual([]);
  });

  test('with a maximum of three, three instances start, each a process, and go when nobody needs them', async () => {
    await cloud[Symbol.asyncDispose]();
    cloud = await startMonitoredCloud({ idleMinutes: { cpu: 1 / 60 } });
    const url = await deploy({ maxInstanceRequestConcurrency: 1, scaling: { maxInstanceCount: 3 } });
    const held = await Promise.all([occupy(url), occupy(url), occupy(url)]);
    expect(cloud.processes.list()).toHaveLength(3);
    await vi.waitFor(async () => expect(numbersOf(await instances(), { state: 'active' })).toContain(3), shortly);
    for (const free of held) free();
    await vi.waitFor(async () => {
      const [active] = await cloud.series('container/instance_count');
      expect(active?.points[0]?.value).toEqual({ int64Value: '0' });
    }, shortly);
    expect(cloud.processes.list()).toEqual([]);
    expect(
      distributionsOf(await cloud.series('container/startup_latencies')).map(({ count }) => Number(count)),
    ).toSatisfy((counts: readonly number[]) => sumOf(counts) >= 3);
  });
});
