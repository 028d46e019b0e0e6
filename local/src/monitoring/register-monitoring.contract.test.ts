import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { zooService } from '../cloud-run/testing/zoo-service.ts';
import { type GrpcServer, startGrpcServer } from '../grpc/grpc-server.ts';
import { registerMonitoring } from './register-monitoring.ts';
import { metricServiceClient } from './testing/metric-service-client.ts';
import { type MonitoredCloud, startMonitoredCloud } from './testing/start-monitored-cloud.ts';

let cloud: MonitoredCloud;
let server: GrpcServer;
let client: ReturnType<typeof metricServiceClient>;
beforeAll(async () => {
  cloud = await startMonitoredCloud();
  server = await startGrpcServer({ port: 0, register: [registerMonitoring(cloud.monitoring)] });
  client = metricServiceClient(server.port);
  const url = await zooService(() => cloud).deploy();
  for (let sent = 0; sent < 3; sent += 1) await fetch(url);
});
afterAll(async () => {
  client[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
  await cloud[Symbol.asyncDispose]();
});

const nowSeconds = () => Math.ceil(Date.now() / 1_000);
const asked = (metric: string, more: object = {}) => ({
  name: 'projects/demo-zoo',
  filter: `metric.type="run.googleapis.com/${metric}" AND resource.labels.service_name="zoo"`,
  interval: { startTime: { seconds: nowSeconds() - 60 }, endTime: { seconds: nowSeconds() } },
  view: 'FULL',
  ...more,
});

describe('ListTimeSeries', () => {
  test('serialisation: numbers, distributions, labels and moments are as the proto has them', async () => {
    await vi.waitFor(
      async () => {
        const { timeSeries, unit } = await client.listTimeSeries(asked('request_count'));
        expect([timeSeries?.[0], unit]).toMatchObject([
          {
            metric: { type: 'run.googleapis.com/request_count', labels: { response_code: '200' } },
            resource: { type: 'cloud_run_revision', labels: { service_name: 'zoo' } },
            metricKind: 'DELTA',
            valueType: 'INT64',
            points: [
              { interval: { endTime: { seconds: expect.stringMatching(/^\d+$/) } }, value: { int64Value: '3' } },
            ],
          },
          '1',
        ]);
      },
      { timeout: 10_000, interval: 200 },
    );
    const { timeSeries } = await client.listTimeSeries(asked('request_latencies'));
    expect(timeSeries?.[0]?.points[0]?.value.distributionValue).toMatchObject({
      count: '3',
      bucketOptions: { exponentialBuckets: { growthFactor: 1.1, scale: 1, numFiniteBuckets: 170 } },
    });
  });

  test('behaviour: series are aligned and reduced', async () => {
    const aggregation = {
      alignmentPeriod: { seconds: 60 },
      perSeriesAligner: 'ALIGN_DELTA',
      crossSeriesReducer: 'REDUCE_SUM',
      groupByFields: ['resource.labels.service_name'],
    };
    const { timeSeries } = await client.listTimeSeries(asked('request_count', { aggregation }));
    expect(timeSeries).toMatchObject([
      { resource: { labels: { service_name: 'zoo' } }, points: [{ value: { int64Value: '3' } }] },
    ]);
  });

  test.each([
    [asked('gone'), status.NOT_FOUND, 'Cannot find metric(s) that match type'],
    [asked('request_count', { interval: {} }), status.INVALID_ARGUMENT, 'interval.endTime'],
    [asked('request_count', { name: 'projects/other' }), status.PERMISSION_DENIED, 'monitoring.timeSeries.list'],
    [asked('request_count', { secondaryAggregation: {} }), status.UNIMPLEMENTED, 'secondary aggregation'],
    [
      asked('request_count', { aggregation: { alignmentPeriod: { seconds: 60 }, perSeriesAligner: 'ALIGN_STDDEV' } }),
      status.UNIMPLEMENTED,
      'ALIGN_STDDEV',
    ],
  ])('validation: %j is refused with %i', async (request, code, message) => {
    await expect(client.listTimeSeries(request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('ListMetricDescriptors and GetMetricDescriptor', () => {
  test('behaviour: descriptors say how often points come', async () => {
    const filter = 'metric.type = starts_with("run.googleapis.com/container/cpu")';
    const { metricDescriptors } = await client.listMetricDescriptors({ name: 'projects/demo-zoo', filter });
    expect(metricDescriptors).toMatchObject([
      { type: 'run.googleapis.com/container/cpu/utilizations', metadata: { samplePeriod: { seconds: '1' } } },
    ]);
    const name = 'projects/demo-zoo/metricDescriptors/run.googleapis.com/request_count';
    expect(await client.getMetricDescriptor({ name })).toMatchObject({ name, metricKind: 'DELTA' });
  });

  test('validation: a metric that is not there is not found', async () => {
    await expect(
      client.getMetricDescriptor({ name: 'projects/demo-zoo/metricDescriptors/run.googleapis.com/gone' }),
    ).rejects.toMatchObject({ code: status.NOT_FOUND });
  });
});

test('what the twin does not have is unimplemented', async () => {
  await expect(client.createTimeSeries({ name: 'projects/demo-zoo' })).rejects.toMatchObject({
    code: status.UNIMPLEMENTED,
  });
});
