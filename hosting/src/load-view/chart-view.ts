import type { LatencyPhase } from '@proving-ground/shared';

/** Numbers of the colours in `chart.css`, where 5 is that of failures; phases have their own everywhere. */
export type ChartColour = 1 | 2 | 3 | 4 | 5 | LatencyPhase;

export interface ChartLine {
  readonly label: string;
  readonly colour: ChartColour;
  /** Tells lines apart for those who cannot by their colours. */
  readonly isDashed?: boolean;
  /** One for each x: a null is a gap; undefined means that the line has no point there and goes straight on. */
  readonly values: readonly (number | null | undefined)[];
}

/** Something that happened at a place of the axis. */
export interface ChartMark {
  readonly x: number;
  readonly label: string;
}

/** Everything about a chart but how it is drawn. */
export interface ChartView {
  readonly title: string;
  readonly unit: string;
  /** `tail`: x is 1 / (1 - fraction), so that every step to the right is ten times fewer requests. */
  readonly axis: 'seconds' | 'tail';
  readonly x: readonly number[];
  /** The axis reaches at least this far, so that it stands still while values come in. */
  readonly xLeast: number;
  readonly lines: readonly ChartLine[];
  /** Parts of one whole, drawn on top of each other from the first on; a line's values are its own all the same. */
  readonly isStacked?: boolean;
  /** Counts: no tick between two whole numbers. */
  readonly isWhole?: boolean;
  /** Each value stands for the time since the one before it, not for an instant. */
  readonly isStepped?: boolean;
  readonly marks?: readonly ChartMark[];
  readonly format: (value: number | null | undefined) => string;
  /** Said in the place of a chart without lines. */
  readonly noLines: string;
}

/** A place on the horizontal axis, as people say it. */
export function xText(axis: ChartView['axis'], x: number): string {
  return axis === 'seconds' ? `${x} s` : `${percentileOf(x)} %`;
}

/** Three digits more than any percentile we draw; what floating point adds beyond them is no part of the number. */
function percentileOf(x: number): number {
  return Number((100 - 100 / x).toFixed(3));
}

/** The last place where anything was measured; null without one. */
export function lastIndex({ lines }: Pick<ChartView, 'lines'>): number | null {
  const last = Math.max(-1, ...lines.map(({ values }) => values.findLastIndex((value) => typeof value === 'number')));
  return last === -1 ? null : last;
}

/** What a chart says to those who cannot see it; every value is in its table. */
export function chartSummary(view: ChartView): string {
  const { title, unit, lines, axis, x, format } = view;
  const last = lastIndex(view);
  if (last === null) return `${title}, ${unit}: nothing measured yet.`;
  const values = lines.map((line) => `${line.label} ${format(line.values[last])}`);
  const marks = (view.marks ?? []).map((mark) => ` At ${xText(axis, mark.x)}: ${mark.label}.`);
  return `${title}, ${unit}. Last, at ${xText(axis, x[last] ?? 0)}: ${values.join(', ')}.${marks.join('')}`;
}
