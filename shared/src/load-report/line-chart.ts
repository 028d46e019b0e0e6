import { escapeHtml } from './escape-html.ts';
import { niceTicks } from './nice-ticks.ts';

export interface ChartSeries {
  readonly label: string;
  /** Number of the colour, from 1. */
  readonly colour: number;
  /** A null leaves a gap. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

export interface ChartTick {
  readonly at: number;
  readonly label: string;
}

const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 56;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 28;

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
  const xAt = (x: number): string => (LEFT + (x / xMax) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const yAt = (y: number): string => (HEIGHT - BOTTOM - (y / yMax) * (HEIGHT - TOP - BOTTOM)).toFixed(1);

  const rows = yTicks.map(
    (tick) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${yAt(tick)}" y2="${yAt(tick)}"/>` +
      `<text x="${LEFT - 6}" y="${yAt(tick)}" dy="0.32em" text-anchor="end">${escapeHtml(tickLabel(tick))}</text>`,
  );
  const marks = (xTicks ?? niceTicks(xMax).map((at) => ({ at, label: `${at} s` })))
    .filter(({ at }) => at <= xMax)
    .map(({ at, label }) => `<text x="${xAt(at)}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(label)}</text>`);
  const lines = series.map((line) => `<path class="line c${line.colour}" d="${pathOf(line.points, { xAt, yAt })}"/>`);
  const legend = series.map(({ label, colour }) => `<li class="c${colour}">${escapeHtml(label)}</li>`);
  const name = escapeHtml(`${title}, ${unit}`);
  return `<figure><figcaption>${name}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name}">${rows.join('')}${marks.join('')}${lines.join('')}</svg><ul class="legend">${legend.join('')}</ul></figure>`;
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

function tickLabel(tick: number): string {
  return tick >= 10_000 ? `${tick / 1_000}k` : String(tick);
}
