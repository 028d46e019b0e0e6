import { escapeHtml } from './escape-html.ts';

export interface ChartTick {
  readonly at: number;
  readonly label: string;
}

/** Size of every chart, and what its axes take of it. */
export const CHART_BOX = { width: 720, height: 240, left: 56, right: 12, top: 12, bottom: 28 } as const;

/** A chart with its axes and legend around what is drawn in it. Every text in it is escaped. */
export function chartFigure(chart: {
  readonly title: string;
  /** Of the vertical axis. */
  readonly unit: string;
  readonly yTicks: readonly number[];
  readonly yAt: (y: number) => string;
  readonly xTicks: readonly ChartTick[];
  readonly xAt: (x: number) => string;
  /** SVG. */
  readonly drawing: string;
  /** `mark`: the class of its colour. */
  readonly legend: readonly { readonly label: string; readonly mark: string }[];
}): string {
  const { title, unit, yTicks, yAt, xTicks, xAt, drawing } = chart;
  const { width, height, left, right } = CHART_BOX;
  const rows = yTicks.map(
    (tick) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${yAt(tick)}" y2="${yAt(tick)}"/>` +
      `<text x="${left - 6}" y="${yAt(tick)}" dy="0.32em" text-anchor="end">${escapeHtml(tickLabel(tick))}</text>`,
  );
  const marks = xTicks.map(
    ({ at, label }) => `<text x="${xAt(at)}" y="${height - 8}" text-anchor="middle">${escapeHtml(label)}</text>`,
  );
  const legend = chart.legend.map(({ label, mark }) => `<li class="${mark}">${escapeHtml(label)}</li>`);
  const name = escapeHtml(`${title}, ${unit}`);
  return `<figure><figcaption>${name}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">${rows.join('')}${marks.join('')}${drawing}</svg><ul class="legend">${legend.join('')}</ul></figure>`;
}

function tickLabel(tick: number): string {
  return tick >= 10_000 ? `${tick / 1_000}k` : String(tick);
}
