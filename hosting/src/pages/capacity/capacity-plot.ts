import {
  type CapacityFigure,
  type CapacitySearch,
  type CapacityValue,
  capacityThresholds,
  capacityValues,
} from '@proving-ground/shared';
import type { ChartColour } from '../../load-view/chart-view.ts';

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the whisker. */
  readonly low: number;
  readonly high: number;
  readonly keeps: boolean;
  readonly value: number;
  readonly ms: CapacityFigure;
}

export interface PlotLine {
  readonly label: string;
  readonly colour: ChartColour;
  readonly points: readonly PlotPoint[];
}

/** Everything of the chart but its elements; places are shares of the plot, from the left and from the top. */
export interface CapacityPlot {
  readonly lines: readonly PlotLine[];
  readonly limits: readonly { readonly text: string; readonly y: number }[];
  readonly xTicks: readonly { readonly at: number; readonly value: number }[];
  readonly yTicks: readonly { readonly at: number; readonly ms: number }[];
}

const LINES = [
  { label: 'p50', colour: 1, read: ({ p50Ms }) => p50Ms },
  { label: 'p95', colour: 2, read: ({ p95Ms }) => p95Ms },
  { label: 'First token, p95', colour: 3, read: ({ ttftP95Ms }) => ttftP95Ms },
] as const satisfies readonly {
  readonly label: string;
  readonly colour: ChartColour;
  readonly read: (figures: NonNullable<CapacityValue['step']['figures']>) => CapacityFigure | null;
}[];

/** Latency over load, one point for each value: its longest try, with the range that holds the true figure. Pure. */
export function capacityPlot({ spec, steps }: Pick<CapacitySearch, 'spec' | 'steps'>): CapacityPlot | null {
  const values = capacityValues(steps);
  const drawn = LINES.map((line) => ({
    ...line,
    points: values.flatMap(({ value, leaning, step }) => {
      const ms = step.figures && line.read(step.figures);
      return ms && ms.value > 0 ? [{ value, ms, keeps: leaning === 'meets' }] : [];
    }),
  })).filter(({ points }) => points.length > 0);
  const all = drawn.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const limits = capacityThresholds(spec.slo).flatMap((threshold) =>
    threshold.kind === 'percentile' && threshold.figure !== 'tokensPerSecond' && threshold.figure !== 'tokenGapMs'
      ? [{ text: threshold.text, ms: threshold.limit }]
      : [],
  );
  // Latencies of a queue span decades: on a scale of logarithms both ends can be read.
  const bottom = decadeBelow(
    Math.min(...all.map(({ ms }) => Math.max(ms.low, ms.value / 10)), ...limits.map(({ ms }) => ms)),
  );
  const top = Math.max(...all.map(({ ms }) => ms.high), ...limits.map(({ ms }) => ms)) * 1.15;
  const right = Math.max(...all.map(({ value }) => value)) * 1.05;
  const yOf = (ms: number) => 1 - Math.log(Math.max(ms, bottom) / bottom) / Math.log(top / bottom);
  return {
    lines: drawn.map(({ label, colour, points }) => ({
      label,
      colour,
      points: points.map(({ value, ms, keeps }) => ({
        ...{ value, ms, keeps, x: value / right },
        ...{ y: yOf(ms.value), low: yOf(ms.low), high: yOf(ms.high) },
      })),
    })),
    limits: limits.map(({ text, ms }) => ({ text, y: yOf(ms) })),
    xTicks: ticks(right).map((value) => ({ at: value / right, value })),
    yTicks: decades(bottom, top).map((ms) => ({ at: yOf(ms), ms })),
  };
}

/** The power of ten at or below; one millisecond at least. */
function decadeBelow(ms: number): number {
  return Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, ms))));
}

/** Powers of ten, and between few of them also 2 and 5 times those. */
function decades(from: number, to: number): readonly number[] {
  const steps = to / from > 500 ? [1] : [1, 2, 5];
  const found: number[] = [];
  for (let power = from; power <= to; power *= 10) found.push(...steps.map((step) => step * power));
  return found.filter((ms) => ms <= to);
}

/** About five round values from 0 on. */
function ticks(to: number): readonly number[] {
  const rough = to / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}
