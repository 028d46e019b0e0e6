import { formatMs, type LoadResult } from '@proving-ground/shared';
import { type AlignedLine, alignLines } from './align-lines.ts';
import type { ChartView } from './chart-view.ts';

/** 99.99 %: beyond it even the longest of our tests has hardly a request. */
const LAST_X = 10_000;

type Curve = LoadResult['latencyCurve'];

/** The place of a percentile on the axis: the 99th is at 100, one request in a hundred is slower. */
export function tailX(percentile: number): number {
  // Nine digits, so that the same percentile is the same place in every curve.
  return Number((1 / (1 - percentile / 100)).toPrecision(9));
}

/** The latency by percentile, as it was sent and as it was meant to be sent. */
export function percentileChart(curve: Curve): ChartView {
  return curveChart([
    { label: 'From actual start', colour: 1, points: pointsOf(curve, ({ ms }) => ms) },
    {
      label: 'From intended start',
      colour: 2,
      isDashed: true,
      points: pointsOf(curve, ({ fromIntendedMs }) => fromIntendedMs),
    },
  ]);
}

/** The curves of two tests over each other. */
export function comparedPercentileChart({ base, next }: { readonly base: Curve; readonly next: Curve }): ChartView {
  return curveChart([
    { label: 'Base', colour: 1, points: pointsOf(base, ({ ms }) => ms) },
    { label: 'Next', colour: 2, isDashed: true, points: pointsOf(next, ({ ms }) => ms) },
  ]);
}

function pointsOf(curve: Curve, read: (point: Curve[number]) => number): AlignedLine['points'] {
  // The slowest request of all has no place on this axis; the tables name it.
  return curve
    .filter(({ percentile }) => percentile < 100)
    .map((point) => ({ x: tailX(point.percentile), y: read(point) }));
}

function curveChart(lines: readonly AlignedLine[]): ChartView {
  return {
    title: 'Latency by percentile',
    unit: 'ms',
    axis: 'tail',
    xLeast: LAST_X,
    format: formatMs,
    noLines: 'No figures yet.',
    ...alignLines(lines),
  };
}
