import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MeasuredRevision } from '../cloud-run/revision-runtime.ts';
import { createMonitoring, type Monitoring } from './create-monitoring.ts';
import { CLOUD_TIMING, type MetricTiming } from './metric-timing.ts';
import { monitoringRoutes } from './monitoring-routes.ts';
import type { Answer } from './testing/answer.ts';

const START = Date.parse('2026-11-24T10:00:00Z');
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const INTERVAL = { 'interval.startTime': at(0), 'interval.endTime': at(120) };
const COUNT = 'metric.type="run.googleapis.com/request_count"';

let folder: string;
let monitoring: Monitoring;
let isEnabled: boolean;
let readings: readonly MeasuredRevision[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
  folder = await mkdtemp(join(tmpdir(), 'pg-metrics-'));
  isEnabled = true;
  readings = [];
  await open({ periodSeconds: 10, lagSeconds: 2 });
});
afterEach(async () => {
  await monitoring[Symbol.asyncDispose]();
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

async function open(timing: MetricTiming): Promise<void> {
  monitoring = await createMonitoring({
    projectId: 'demo',
    folder,
    timing,
    takeReadings: () => readings,
    isApiEnabled: () => isEnabled,
    report: () => undefined,
  });
}

/** What a revision does in each period from now on: requests of 100 ms, and instances. */
function aReading(service: string, requests: number, instances = 1): MeasuredRevision {
  const instance = {
    state: 'ready',
    peakRequests: 1,
    billableSeconds: 1,
    cpuUtilizations: [0.25],
    memoryUtilizations: [],
  };
  return {
    place: { location: 'europe-west1', service, revision: `${service}-1` },
    reading: {
      requests: Array.from({ length: requests }, () => ({ status: 200, pendingMs: 0, instanceMs: 100 })),
      waitingCount: 0,
      startupsMs: [],
      instances: Array.from({ length: instances }, () => ({ ...instance, state: 'ready' as const })),
    },
  };
}

async function get(path: string, parameters: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams(parameters);
  const response = await monitoringRoutes(monitoring).request(
    `/monitoring.googleapis.com/v3/${path}?${query.toString()}`,
  );
  return { status: response.status, body: (await response.json()) as Answer };
}
const series = async (parameters: Readonly<Record<string, string>>) =>
  (await get('projects/demo/timeSeries', { filter: COUNT, ...INTERVAL, ...parameters })).body;

describe('points', () => {
  test('carry the period that they are of, newest first', async () => {
    readings = [aReading('zoo', 3)];
    await vi.advanceTimersByTimeAsync(22_000);
    expect(await series({})).toMatchObject({
      unit: '1',
      timeSeries: [
        {
          metric: { type: 'run.googleapis.com/request_count', labels: { response_code: '200' } },
          metricKind: 'DELTA',
          valueType: 'INT64',
          points: [
            { interval: { startTime: at(10), endTime: at(20) }, value: { int64Value: '3' } },
            { interval: { startTime: at(0), endTime: at(10) }, value: { int64Value: '3' } },
          ],
        },
      ],
    });
  });

  test('are not seen before their time', async () => {
    readings = [aReading('zoo', 3)];
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await series({})).toEqual({ unit: '1' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await series({})).timeSeries).toHaveLength(1);
  });

  test('as in the cloud come each minute and are hidden for three', async () => {
    await monitoring[Symbol.asyncDispose]();
    await open(CLOUD_TIMING);
    readings = [aReading('zoo', 3)];
    await vi.advanceTimersByTimeAsync(239_000);
    expect(await series({})).toEqual({ unit: '1' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await series({})).toMatchObject({
      timeSeries: [{ points: [{ interval: { startTime: at(0), endTime: at(60) } }] }],
    });
  });

  test('are there again after a restart', async () => {
    readings = [aReading('zoo', 3)];
    await vi.advanceTimersByTimeAsync(10_000);
    await monitoring[Symbol.asyncDispose]();
    await open({ periodSeconds: 10, lagSeconds: 0 });
    expect((await series({})).timeSeries).toMatchObject([{ points: [{ value: { int64Value: '3' } }] }]);
  });

  test('are on pages when so many are asked for, each once', async () => {
    readings = [aReading('a', 1), aReading('b', 2)];
    await vi.advanceTimersByTimeAsync(32_000);
    const seen: string[] = [];
    for (let pageToken = ''; ; ) {
      const body = await series({ pageSize: '4', pageToken });
      for (const { resource, points } of body.timeSeries ?? []) {
        for (const { interval } of points) seen.push(`${resource.labels['service_name']} ${interval.endTime}`);
      }
      if (body.nextPageToken === undefined) break;
      pageToken = body.nextPageToken;
    }
    expect(seen).toEqual(['a', 'b'].flatMap((service) => [30, 20, 10].map((seconds) => `${service} ${at(seconds)}`)));
    const headers = await series({ view: 'HEADERS', pageSize: '1' });
    expect(headers).toMatchObject({ timeSeries: [{ metricKind: 'DELTA' }], nextPageToken: expect.any(String) });
    expect(headers.timeSeries?.[0]).not.toHaveProperty('points');
  });
});

describe('aggregation', () => {
  const minute = (perSeriesAligner: string) => ({
    'aggregation.alignmentPeriod': '60s',
    'aggregation.perSeriesAligner': perSeriesAligner,
  });
  beforeEach(async () => {
    readings = [aReading('a', 3, 2), aReading('b', 1)];
    await vi.advanceTimersByTimeAsync(122_000);
  });

  test('adds up a minute, or says how many there were in a second of it', async () => {
    const { timeSeries } = await series(minute('ALIGN_DELTA'));
    expect(timeSeries?.[0]?.points).toEqual([
      { interval: { startTime: at(60), endTime: at(120) }, value: { int64Value: '18' } },
      { interval: { startTime: at(0), endTime: at(60) }, value: { int64Value: '18' } },
    ]);
    expect(await series(minute('ALIGN_RATE'))).toMatchObject({
      unit: '1/s',
      timeSeries: [
        { metricKind: 'GAUGE', valueType: 'DOUBLE', points: [{ value: { doubleValue: 0.3 } }, {}] },
        { points: [{ interval: { startTime: at(120), endTime: at(120) } }, {}] },
      ],
    });
  });

  test('reads percentiles out of distributions, within the width of a bucket', async () => {
    const filter = 'metric.type="run.googleapis.com/request_latencies" AND resource.labels.service_name="a"';
    const { timeSeries } = await series({ filter, ...minute('ALIGN_PERCENTILE_95') });
    const [point] = timeSeries?.[0]?.points ?? [];
    expect(point?.value.doubleValue).toBeGreaterThan(90);
    expect(point?.value.doubleValue).toBeLessThan(110);
  });

  test('reduces series to those that the fields tell apart', async () => {
    const filter = 'metric.type="run.googleapis.com/container/instance_count"';
    const reduced = { ...minute('ALIGN_MAX'), 'aggregation.crossSeriesReducer': 'REDUCE_SUM' };
    const byState = await series({ filter, ...reduced, 'aggregation.groupByFields': 'metric.label.state' });
    expect(byState.timeSeries).toMatchObject([
      { metric: { labels: { state: 'active' } }, points: [{ value: { int64Value: '3' } }, {}] },
      { metric: { labels: { state: 'idle' } }, points: [{ value: { int64Value: '0' } }, {}] },
    ]);
    const all = await series({ filter, ...reduced });
    expect(all.timeSeries?.map(({ resource }) => resource)).toEqual([
      { type: 'cloud_run_revision', labels: { project_id: 'demo' } },
    ]);
  });

  test('of distributions across series is of all their values', async () => {
    const filter = 'metric.type="run.googleapis.com/request_latencies"';
    const { timeSeries } = await series({
      filter,
      ...minute('ALIGN_DELTA'),
      'aggregation.crossSeriesReducer': 'REDUCE_SUM',
    });
    expect(timeSeries?.[0]?.points[0]?.value.distributionValue).toMatchObject({ count: '24', mean: 100 });
  });
});

describe('descriptors', () => {
  test('say what a metric is, how often and how late it comes', async () => {
    const filter = 'metric.type = starts_with("run.googleapis.com/container/instance")';
    expect((await get('projects/demo/metricDescriptors', { filter })).body).toMatchObject({
      metricDescriptors: [
        {
          name: 'projects/demo/metricDescriptors/run.googleapis.com/container/instance_count',
          metricKind: 'GAUGE',
          valueType: 'INT64',
          unit: '1',
          labels: [{ key: 'state' }],
          monitoredResourceTypes: ['cloud_run_revision'],
          metadata: { samplePeriod: '10s', ingestDelay: '2s' },
        },
      ],
    });
    const one = await get('projects/demo/metricDescriptors/run.googleapis.com/container/gpu/utilizations');
    expect(one).toMatchObject({
      status: 200,
      body: { metricKind: 'DELTA', valueType: 'DISTRIBUTION', unit: '10^2.%' },
    });
  });

  test('are on pages', async () => {
    const first = (await get('projects/demo/metricDescriptors', { pageSize: '9' })).body;
    const rest = (await get('projects/demo/metricDescriptors', { pageSize: '9', pageToken: first.nextPageToken ?? '' }))
      .body;
    expect([first.metricDescriptors?.length, rest.metricDescriptors?.length, rest.nextPageToken]).toEqual([
      9,
      4,
      undefined,
    ]);
  });

  test('only of what has points, when that is asked', async () => {
    expect((await get('projects/demo/metricDescriptors', { activeOnly: 'true' })).body).toEqual({});
  });
});

const aligned = (aligner: string, more: Readonly<Record<string, string>> = {}) => ({
  filter: 'metric.type="run.googleapis.com/container/cpu/utilizations"',
  'aggregation.alignmentPeriod': '60s',
  'aggregation.perSeriesAligner': aligner,
  ...more,
});

test.each([
  [
    { filter: 'metric.type="run.googleapis.com/container/gpu/utilization"' },
    404,
    'Cannot find metric(s) that match type',
  ],
  [{ filter: '' }, 400, 'exactly one metric type'],
  [{ filter: 'metric.type=starts_with("run")' }, 400, 'exactly one metric type'],
  [{ filter: `${COUNT} AND resource.type="gce_instance"` }, 400, 'valid combination of metric and monitored resource'],
  [{ filter: `${COUNT} AND metric.labels.state="active"` }, 400, 'valid combination of metric and monitored resource'],
  [{ filter: `${COUNT} OR ${COUNT}` }, 501, 'OR, NOT and parentheses'],
  [{ 'interval.endTime': 'yesterday' }, 400, 'interval.endTime'],
  [{ 'interval.startTime': at(121) }, 400, 'start time is after the end time'],
  [{ pageToken: 'mine' }, 400, 'pageToken'],
  [{ pageSize: '-1' }, 400, 'pageSize'],
  [{ intervall: 'x' }, 400, 'intervall'],
  [aligned('ALIGN_MAX'), 400, 'The aligner cannot be applied to metrics with kind DELTA and value type DISTRIBUTION.'],
  [aligned('ALIGN_DELTA', { 'aggregation.crossSeriesReducer': 'REDUCE_MAX' }), 400, 'The reducer cannot be applied'],
  [aligned('ALIGN_STDDEV'), 501, 'ALIGN_STDDEV'],
  [aligned('ALIGN_DELTA', { 'aggregation.alignmentPeriod': '5s' }), 400, 'at least 10 seconds'],
  [{ 'aggregation.perSeriesAligner': 'ALIGN_DELTA' }, 400, 'aggregation.alignmentPeriod'],
  [{ 'aggregation.crossSeriesReducer': 'REDUCE_SUM' }, 400, 'aggregation.perSeriesAligner'],
  [{ 'secondaryAggregation.perSeriesAligner': 'ALIGN_MAX' }, 501, 'secondary aggregation'],
])('%j is refused with %i', async (parameters, code, message) => {
  readings = [aReading('zoo', 1)];
  await vi.advanceTimersByTimeAsync(12_000);
  const { status, body } = await get('projects/demo/timeSeries', { filter: COUNT, ...INTERVAL, ...parameters });
  expect([status, body.error?.message]).toEqual([code, expect.stringContaining(message)]);
});

test('another project, and a project without the API, are refused', async () => {
  const asked = { filter: COUNT, ...INTERVAL };
  expect(await get('projects/other/timeSeries', asked)).toMatchObject({
    status: 403,
    body: { error: { status: 'PERMISSION_DENIED', message: expect.stringContaining('monitoring.timeSeries.list') } },
  });
  isEnabled = false;
  expect(await get('projects/demo/timeSeries', asked)).toMatchObject({
    status: 403,
    body: { error: { message: expect.stringContaining('Cloud Monitoring API has not been used in project demo') } },
  });
  expect((await get('projects/demo/groups')).status).toBe(501);
});
