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
  revision: 'my-agent-d1',
  metric: 'request_count',
  start: new Date('2026-03-01T12:00:00.000Z'),
  end: new Date('2026-03-01T12:02:00.000Z'),
};
const endTime = '2026-03-01T12:02:00Z';
const startTime = '2026-03-01T12:01:00Z';

test('series are asked for by region, service and revision, raw, page by page', async () => {
  asked.mockResolvedValueOnce({
    timeSeries: [
      {
        metric: { labels: { response_code: '200' } },
        points: [
          { interval: { startTime, endTime }, value: { int64Value: '7' } },
          { interval: { endTime }, value: { doubleValue: 0.5 } },
        ],
      },
    ],
    nextPageToken: 'next',
  });
  asked.mockResolvedValueOnce({ timeSeries: [{ metric: { labels: { response_code: '429' } } }] });
  expect(await readSeries(QUERY)).toEqual([
    {
      labels: { response_code: '200' },
      points: [
        { start: new Date(startTime), end: new Date(endTime), value: 7 },
        { start: new Date(endTime), end: new Date(endTime), value: 0.5 },
      ],
    },
    { labels: { response_code: '429' }, points: [] },
  ]);
  const url = new URL(asked.mock.calls[0]?.[0].path ?? '', 'https://x');
  expect(url.pathname).toBe('/v3/projects/demo-p/timeSeries');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    filter:
      'metric.type = "run.googleapis.com/request_count" AND resource.type = "cloud_run_revision" AND resource.labels.location = "europe-west1" AND resource.labels.service_name = "my-agent" AND resource.labels.revision_name = "my-agent-d1"',
    'interval.startTime': '2026-03-01T12:00:00.000Z',
    'interval.endTime': '2026-03-01T12:02:00.000Z',
    pageSize: '10000',
  });
  expect(asked.mock.calls[1]?.[0].path).toContain('pageToken=next');
});

test('an empty answer is no series', async () => {
  asked.mockResolvedValueOnce({});
  expect(await readSeries(QUERY)).toEqual([]);
});

test('the names of metrics come with how often and how late they have points', async () => {
  asked.mockResolvedValueOnce({
    metricDescriptors: [
      { type: 'run.googleapis.com/request_count', metadata: { samplePeriod: '10s', ingestDelay: '0s' } },
    ],
    nextPageToken: 'next',
  });
  asked.mockResolvedValueOnce({ metricDescriptors: [{ type: 'run.googleapis.com/container/gpu/utilizations' }] });
  expect(await listRunMetrics('demo-p')).toEqual([
    { name: 'request_count', samplePeriodSeconds: 10, ingestDelaySeconds: 0 },
    { name: 'container/gpu/utilizations', samplePeriodSeconds: 60, ingestDelaySeconds: 240 },
  ]);
});
