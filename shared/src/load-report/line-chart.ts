import { CHART_BOX, type ChartTick, chartFigure } from './chart-frame.ts';
import { niceTicks } from './nice-ticks.ts';

export interface ChartSeries {
  readonly label: string;
  /** Number of the colour, from 1. */
  readonly colour: number;
  /** A null leaves a gap. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** Draws lines over an axis as SVG, with a legend. Everything in it is escaped. */
export function lineChart({
  title,
  unit,
  series,
  xTicks,
}: {
  readonly title: string;
  /** Of the vertical axis. */
  readonly unit: string;
  readonly series: readonly ChartSeries[];
  /** Marks of the horizontal axis, the ends of the range among them; evenly spaced seconds when left out. */
  readonly xTicks?: readonly ChartTick[];
}): string {
  const points = series.flatMap((line) => line.points);
  const xMax = Math.max(...points.map(({ x }) => x), ...(xTicks ?? []).map(({ at }) => at), 1);
  const yTicks = niceTicks(Math.max(...points.map(({ y }) => y ?? 0), 0));
  const yMax = yTicks.at(-1) ?? 1;
  const { left, right, top, bottom, width, height } = CHART_BOX;
  const xAt = (x: number): string => (left + (x / xMax) * (width - left - right)).toFixed(1);
  const yAt = (y: number): string => (height - bottom - (y / yMax) * (height - top - bottom)).toFixed(1);
  const lines = series.map((line) => `<path class="line c${line.colour}" d="${pathOf(line.points, { xAt, yAt })}"/>`);
  return chartFigure({
    title,
    unit,
    yTicks,
    yAt,
    xTicks: (xTicks ?? niceTicks(xMax).map((at) => ({ at, label: `${at} s` }))).filter(({ at }) => at <= xMax),
    xAt,
    drawing: lines.join(''),
    legend: series.map(({ label, colour }) => ({ label, mark: `c${colour}` })),
  });
}

function pathOf(
  points: ChartSeries['points'],
  { xAt, yAt }: { readonly xAt: (x: number) => string; readonly yAt: (y: number) => string },
): string {
  let penDown = false;
  return points
    .map(({ x, y }) => {
      if (y === null) {
        penDown = false;
        return '';
      }
      const command = `${penDown ? 'L' : 'M'}${xAt(x)} ${yAt(y)}`;
      // A point alone between gaps would not be seen without this.
      const drawn = penDown ? command : `${command}h0.1`;
      penDown = true;
      return drawn;
    })
    .join('');
}
