import { mapPhases } from '@proving-ground/shared';
import type uPlot from 'uplot';
import { expect, test } from 'vitest';
import type { ChartView } from './chart-view.ts';
import { type ChartPalette, tickText, uPlotData, uPlotOptions, xRange } from './u-plot-options.ts';

const VIEW: ChartView = {
  title: 'Requests',
  unit: 'a second',
  axis: 'seconds',
  x: [0, 1],
  xLeast: 60,
  format: String,
  noLines: '',
  lines: [
    { label: 'Requests', colour: 1, values: [7, null] },
    { label: 'Failures', colour: 5, isDashed: true, values: [0, undefined] },
  ],
};
const palette = (line: string): ChartPalette => ({
  lines: { 1: line, 2: '', 3: '', 4: '', 5: line, ...mapPhases(() => '') },
  text: 'grey',
  grid: 'silver',
});
/** None of what is asked here looks at the plot. */
const NO_PLOT = {} as uPlot;

test('values reach uPlot as they are: nulls break a line, undefined does not', () => {
  expect(uPlotData(VIEW)).toEqual([
    [0, 1],
    [7, null],
    [0, undefined],
  ]);
});

test('counts have ticks at whole numbers alone', () => {
  const stepsOf = (view: ChartView) => uPlotOptions({ view: () => view, palette: () => palette('') }).axes?.[1]?.incrs;
  expect(stepsOf(VIEW)).toBeUndefined();
  expect(stepsOf({ ...VIEW, isWhole: true })).toEqual(expect.arrayContaining([1, 2, 5, 10_000]));
});

test('parts of a whole lie on top of each other, each filled down to the one below', () => {
  const stacked: ChartView = {
    ...VIEW,
    isStacked: true,
    lines: [
      { label: 'Agent', colour: 'agent', values: [1, null, 3] },
      { label: 'Writing', colour: 'generation', values: [10, 20, 30] },
      { label: 'Way', colour: 'way', values: [100, 200, 300] },
    ],
  };
  expect(uPlotData(stacked).slice(1)).toEqual([
    [1, null, 3],
    [11, null, 33],
    [111, null, 333],
  ]);
  const { bands, series } = uPlotOptions({ view: () => stacked, palette: () => palette('blue') });
  expect(bands?.map((band) => band.series)).toEqual([
    [2, 1],
    [3, 2],
  ]);
  expect(series.slice(1).every(({ fill }) => fill !== undefined)).toBe(true);
});

test.each([
  ['seconds', [0, 59], 60, [0, 60]],
  ['seconds', [0, 75], 60, [0, 75]],
  ['seconds', [], 0, [0, 0]],
  ['tail', [1, 100], 10_000, [1, 10_000]],
] as const)('an axis of %s with %j that reaches to %d at least spans %j', (axis, x, xLeast, range) => {
  expect(xRange({ ...VIEW, axis, x, xLeast })).toEqual(range);
});

test('colours are asked for at every drawing, so that they follow the setting', () => {
  let now = palette('blue');
  const [, line] = uPlotOptions({ view: () => VIEW, palette: () => now }).series;
  const stroke = line?.stroke as () => string;
  expect(stroke()).toBe('blue');
  now = palette('lightblue');
  expect(stroke()).toBe('lightblue');
});

test('the axis of the tail is logarithmic and marks the percentiles that people know', () => {
  const { axes, scales } = uPlotOptions({ view: () => ({ ...VIEW, axis: 'tail' }), palette: () => palette('blue') });
  const [axis] = axes ?? [];
  const splits = typeof axis?.splits === 'function' ? axis.splits(NO_PLOT, 0, 1, 10_000, 0, 0) : [];
  const texts = typeof axis?.values === 'function' ? axis.values(NO_PLOT, splits, 0, 0, 0) : [];
  expect(scales?.['x']?.distr).toBe(3);
  expect(texts).toEqual(['50 %', '90 %', '99 %', '99.9 %', '99.99 %']);
});

test.each([
  [0.30000000000000004, '0.3'],
  [2_500, '2500'],
  [12_500, '12.5k'],
])('the mark %d is written %s', (tick, text) => {
  expect(tickText(tick)).toBe(text);
});
