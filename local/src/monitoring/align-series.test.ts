import { array, assert, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { alignSeries } from './align-series.ts';
import type { BucketLayout } from './distribution.ts';
import { reduceSeries } from './reduce-series.ts';
import type { Point, TimeSeries } from './time-series.ts';

const LAYOUT: BucketLayout = { kind: 'linear', width: 1, offset: 0, finiteCount: 10 };
const END_MS = 600_000;

const aSeries = (service: string, points: readonly Point[]): TimeSeries => ({
  metric: { type: 'run.googleapis.com/request_count', labels: { response_code: '200' } },
  resourceLabels: { project_id: 'demo', service_name: service },
  metricKind: 'DELTA',
  valueType: 'INT64',
  points: points.toSorted((left, right) => left.endMs - right.endMs),
});
const somePoints = () =>
  array(record({ endMs: integer({ min: 1, max: END_MS }), value: integer({ min: 0, max: 1_000 }) })).map((points) =>
    points.map((point): Point => ({ ...point, startMs: point.endMs - 1 })),
  );
const totalOf = (series: readonly TimeSeries[]) =>
  series.flatMap(({ points }) => points).reduce((sum, { value }) => sum + Number(value), 0);
const periods = () => integer({ min: 1, max: 120 }).map((seconds) => seconds * 1_000);

test('aligning keeps what was counted, whatever the period, and gives at most one point for each', () => {
  assert(
    property(somePoints(), periods(), (points, periodMs) => {
      const series = aSeries('zoo', points);
      const aligned = alignSeries(series, LAYOUT, { aligner: 'ALIGN_DELTA', periodMs, endMs: END_MS });
      expect(totalOf([aligned])).toBe(totalOf([series]));
      const ends = aligned.points.map(({ endMs }) => endMs);
      expect(new Set(ends).size).toBe(ends.length);
      expect(ends).toEqual(ends.toSorted((left, right) => left - right));
      for (const { startMs, endMs } of aligned.points) {
        expect([(END_MS - endMs) % periodMs, endMs - startMs]).toEqual([0, periodMs]);
      }
    }),
  );
});

test('reducing keeps what was counted, in one series for each group', () => {
  assert(
    property(somePoints(), somePoints(), periods(), (left, right, periodMs) => {
      const all = [aSeries('a', left), aSeries('b', right), aSeries('a', right)];
      const aligned = all.map((one) => alignSeries(one, LAYOUT, { aligner: 'ALIGN_DELTA', periodMs, endMs: END_MS }));
      const groupByFields = ['resource.labels.service_name'];
      const reduced = reduceSeries(aligned, LAYOUT, { reducer: 'REDUCE_SUM', groupByFields });
      expect(totalOf(reduced)).toBe(totalOf(all));
      expect(reduced.map(({ resourceLabels }) => resourceLabels['service_name'])).toEqual(['a', 'b']);
    }),
  );
});

test('a point at the very end of a period is of that period', () => {
  const at = (endMs: number): Point => ({ startMs: endMs - 1, endMs, value: 1 });
  const series = aSeries('zoo', [at(540_000), at(540_001), at(600_000)]);
  const { points } = alignSeries(series, LAYOUT, { aligner: 'ALIGN_DELTA', periodMs: 60_000, endMs: END_MS });
  expect(points.map(({ endMs, value }) => [endMs, value])).toEqual([
    [540_000, 1],
    [600_000, 2],
  ]);
});
