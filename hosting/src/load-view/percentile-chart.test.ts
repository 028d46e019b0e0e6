import { expect, test } from 'vitest';
import { xText } from './chart-view.ts';
import { comparedPercentileChart, percentileChart, tailX } from './percentile-chart.ts';

const point = (percentile: number, ms: number) => ({ percentile, ms, fromIntendedMs: ms * 2 });

test.each([
  [0, 1],
  [50, 2],
  [90, 10],
  [99, 100],
  [99.9, 1_000],
  [99.99, 10_000],
])('the %s th percentile lies at %d, and is named so', (percentile, x) => {
  expect(tailX(percentile)).toBe(x);
  expect(xText('tail', x)).toBe(`${percentile} %`);
});

test('both latencies are drawn, without the slowest request, for which the axis has no place', () => {
  const { x, lines, axis } = percentileChart([point(50, 400), point(99, 900), point(100, 5_000)]);
  expect([axis, x]).toEqual(['tail', [2, 100]]);
  expect(lines.map(({ label, values }) => [label, ...values])).toEqual([
    ['From actual start', 400, 900],
    ['From intended start', 800, 1_800],
  ]);
});

test('curves of two tests share the axis even when they name other percentiles', () => {
  const { x, lines } = comparedPercentileChart({
    base: [point(50, 400), point(99, 900)],
    next: [point(50, 300), point(90, 500), point(99, 800)],
  });
  expect(x).toEqual([2, 10, 100]);
  expect(lines.map(({ values }) => values)).toEqual([
    [400, undefined, 900],
    [300, 500, 800],
  ]);
});

test('without a curve there is no place at all', () => {
  expect(percentileChart([]).x).toEqual([]);
});
