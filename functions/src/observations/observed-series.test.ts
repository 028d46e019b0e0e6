import { OBSERVATION_LIMITS } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Distribution, MetricValue } from '../gcp/metric-value.ts';
import type { Series } from '../gcp/run-metrics.ts';
import { mergeDistributions, peakOf, quantileOf } from './distribution-figures.ts';
import { knownName, METRIC_READINGS } from './metric-readings.ts';
import { observedSeries } from './observed-series.ts';

const startAt = new Date('2026-03-01T12:00:00.000Z');
const timing = { startAt, periodSeconds: 60 };
const at = (seconds: number) => new Date(startAt.getTime() + seconds * 1_000);
const delta = (from: number, to: number, value: MetricValue) => ({ start: at(from), end: at(to), value });
const gauge = (to: number, value: MetricValue) => delta(to, to, value);
const series = (labels: Series['labels'], ...points: Series['points']): Series => ({ labels, points });
const inUnitBuckets = (...values: number[]): Distribution => ({
  count: values.length,
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  buckets: values.toSorted((a, b) => a - b).map((value) => ({ low: value, high: value + 1, count: 1 })),
});

test('points are counted from the start of the load, oldest first, whatever their period', () => {
  const found = [series({ state: 'active' }, gauge(43, 2), gauge(-17, 1))];
  expect(observedSeries(found, METRIC_READINGS.instances, timing)).toEqual([
    {
      label: 'active',
      points: [
        [-77, -17, 1],
        [-17, 43, 2],
      ],
    },
  ]);
  const short = [series({}, delta(5, 15, 3.3))];
  expect(observedSeries(short, METRIC_READINGS.billableSeconds, timing)).toEqual([
    { label: '', points: [[5, 15, 3.3]] },
  ]);
});

test('series that other labels part are added up', () => {
  const found = [
    series({ response_code: '200', route: 'a' }, delta(0, 60, 5)),
    series({ response_code: '200', route: 'b' }, delta(0, 60, 2)),
    series({ response_code: '503' }, delta(0, 60, 1)),
  ];
  expect(observedSeries(found, METRIC_READINGS.requests, timing)).toEqual([
    { label: '200', points: [[0, 60, 7]] },
    { label: '503', points: [[0, 60, 1]] },
  ]);
});

test('a distribution is kept by its figures; idle instances do not count among requests in flight', () => {
  const found = [
    series({ state: 'active' }, delta(0, 60, inUnitBuckets(3, 7))),
    series({ state: 'idle' }, delta(0, 60, inUnitBuckets(0))),
  ];
  expect(observedSeries(found, METRIC_READINGS.concurrency, timing)).toEqual([
    { label: 'mean', points: [[0, 60, 5]] },
    { label: 'peak', points: [[0, 60, 7]] },
  ]);
});

test('nothing found, or nothing in it, is no series', () => {
  expect(observedSeries([], METRIC_READINGS.cpu, timing)).toEqual([]);
  expect(observedSeries([series({})], METRIC_READINGS.requests, timing)).toEqual([]);
});

test('however much there is, it fits: what adds up keeps its sum, and peaks stay', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 1_500 }), (values) => {
      const points = values.map((value, index) => delta(index, index + 1, value));
      const [requests] = observedSeries(
        [series({ response_code: '200' }, ...points)],
        METRIC_READINGS.requests,
        timing,
      );
      expect(requests?.points.length).toBeLessThanOrEqual(OBSERVATION_LIMITS.points);
      const sum = (all: readonly number[]) => all.reduce((total, value) => total + value, 0);
      expect(sum(requests?.points.map(([, , value]) => value) ?? [])).toBe(sum(values));
      expect(requests?.points.at(-1)?.[1]).toBe(values.length);
      const [instances] = observedSeries([series({ state: 'active' }, ...points)], METRIC_READINGS.instances, timing);
      expect(Math.max(...(instances?.points.map(([, , value]) => value) ?? []))).toBe(Math.max(...values));
    }),
    { numRuns: 30 },
  );
  const codes = Array.from({ length: 20 }, (_, code) => series({ response_code: `${code}` }, delta(0, 60, code)));
  expect(observedSeries(codes, METRIC_READINGS.requests, timing).map(({ label }) => label)).toEqual([
    '12',
    '13',
    '14',
    '15',
    '16',
    '17',
    '18',
    '19',
  ]);
});

describe('figures of a distribution', () => {
  test('quantiles and the peak lie between its least and its largest bucket, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 50 }), (values) => {
        const all = inUnitBuckets(...values);
        const [low, high] = [Math.min(...values), Math.max(...values) + 1];
        const figures = [quantileOf(all, 0.5), quantileOf(all, 0.95)];
        for (const figure of [...figures, peakOf(all)]) {
          expect(figure).toBeGreaterThanOrEqual(low);
          expect(figure).toBeLessThanOrEqual(high);
        }
        expect(figures[0]).toBeLessThanOrEqual(figures[1] ?? 0);
        expect(peakOf(all)).toBeCloseTo(high - 1);
      }),
    );
  });

  test('of one value the mean is exact, however wide its bucket', () => {
    const one = { count: 1, mean: 7, buckets: [{ low: 5, high: 12, count: 1 }] };
    expect([quantileOf(one, 0.5), peakOf(one)]).toEqual([7, 7]);
  });

  test('merged, they are as if measured together', () => {
    expect(mergeDistributions([inUnitBuckets(1, 2), inUnitBuckets(9)])).toEqual(inUnitBuckets(1, 2, 9));
    expect(mergeDistributions([])).toEqual({ count: 0, mean: 0, buckets: [] });
  });

  test('beyond the last bound nothing is made up', () => {
    const open = {
      count: 2,
      mean: 30,
      buckets: [
        { low: 1, high: 5, count: 1 },
        { low: 20, high: null, count: 1 },
      ],
    };
    expect(quantileOf(open, 0.99)).toBe(20);
    expect(peakOf(open)).toBe(30);
  });
});

test('of two spellings the one that the project knows is taken', () => {
  expect(knownName(METRIC_READINGS.gpu, new Set(['container/gpu/utilization']))).toBe('container/gpu/utilization');
  expect(knownName(METRIC_READINGS.gpu, new Set(['container/cpu/utilizations']))).toBeNull();
});
