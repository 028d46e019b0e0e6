import { beforeEach, expect, test, vi } from 'vitest';
import { googleRest } from './google-rest.ts';
import { listRunMetrics, readSeries, type SeriesQuery } from './run-metrics.ts';

vi.mock('./google-rest.ts', () => ({ googleRest: vi.fn() }));
const asked = vi.mocked(googleRest);
beforeEach(() => asked.mockReset());

const QUERY: SeriesQuery = {
  projectId: 'demo-p',
  region: 'europe-west1',
  serviceName: 'my-agent',
  metric: 'request_count',
  start: new Date('2026-03-01T12:00:00.000Z'),
  end: new Date('2026-03-01T12:02:00.000Z'),
  periodSeconds: 60,
  aligner: 'ALIGN_DELTA',
  reducer: 'REDUCE_SUM',
  groupBy: 'response_code',
};
const point = (endTime: string, value: object) => ({ interval: { endTime }, value });

test('series are asked for by service and region, and read oldest first whatever their kind of value', async () => {
  asked.mockResolvedValueOnce({
    timeSeries: [
      {
        metric: { labels: { response_code: '200' } },
        points: [
          point('2026-03-01T12:02:00Z', { int64Value: '7' }),
          point('2026-03-01T12:01:00Z', { doubleValue: 0.5 }),
          point('2026-03-01T12:00:30Z', { distributionValue: { count: '3' } }),
        ],
      },
    ],
    nextPageToken: 'next',
  });
  asked.mockResolvedValueOnce({ timeSeries: [{ metric: { labels: { response_code: '429' } } }] });
  const series = await readSeries(QUERY);
  expect(series.map(({ label, points }) => [label, points.map(({ value }) => value)])).toEqual([
    ['200', [3, 0.5, 7]],
    ['429', []],
  ]);
  const url = new URL(asked.mock.calls[0]?.[0].path ?? '', 'https://x');
  expect(url.pathname).toBe('/v3/projects/demo-p/timeSeries');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    filter:
      'metric.type = "run.googleapis.com/request_count" AND resource.type = "cloud_run_revision" AND resource.labels.service_name = "my-agent" AND resource.labels.location = "europe-west1"',
    'interval.startTime': '2026-03-01T12:00:00.000Z',
    'aggregation.alignmentPeriod': '60s',
    'aggregation.groupByFields': 'metric.labels.response_code',
  });
  expect(asked.mock.calls[1]?.[0].path).toContain('pageToken=next');
});

test('an empty answer is no series', async () => {
  asked.mockResolvedValueOnce({});
  expect(await readSeries(QUERY)).toEqual([]);
});

test('the names of metrics come with how often and how late they have points, page by page', async () => {
  asked.mockResolvedValueOnce({
    metricDescriptors: [
      { type: 'run.googleapis.com/request_count', metadata: { samplePeriod: '60s', ingestDelay: '180s' } },
    ],
    nextPageToken: 'next',
  });
  asked.mockResolvedValueOnce({ metricDescriptors: [{ type: 'run.googleapis.com/container/gpu/utilizations' }] });
  expect(await listRunMetrics('demo-p')).toEqual([
    { name: 'request_count', samplePeriodSeconds: 60, ingestDelaySeconds: 180 },
    { name: 'container/gpu/utilizations', samplePeriodSeconds: 60, ingestDelaySeconds: 240 },
  ]);
});
