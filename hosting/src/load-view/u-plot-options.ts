import type uPlot from 'uplot';
import type { ChartColour, ChartView } from './chart-view.ts';

export interface ChartPalette {
  readonly lines: Readonly<Record<ChartColour, string>>;
  readonly text: string;
  readonly grid: string;
}

/** Both are asked for at every drawing: values come each second, and colours change with the reader's setting. */
export interface ChartSource {
  readonly view: () => ChartView;
  readonly palette: () => ChartPalette;
}

const FONT = '12px system-ui, sans-serif';
/** Fixed, so that a longer number moves nothing. */
const Y_AXIS_PX = 52;
const X_AXIS_PX = 28;
const TICKS_PX = 6;
/** Free above the highest value. */
const HEADROOM = 1.05;
const SECONDS_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/** 50, 90, 99, 99.9 and 99.99 %. */
const TAIL_MARKS = [2, 10, 100, 1_000, 10_000];

/** How uPlot is to draw a view; size, legend and page are the caller's. */
export function uPlotOptions({ view, palette }: ChartSource): Omit<uPlot.Options, 'width' | 'height'> {
  const { lines, axis, isStacked = false, isWhole = false } = view();
  const grid = { stroke: () => palette().grid, width: 1 };
  const common = { font: FONT, stroke: () => palette().text, grid, ticks: { ...grid, size: TICKS_PX } };
  return {
    legend: { show: false },
    padding: [8, 24, 0, 0],
    scales: {
      x: { time: false, distr: axis === 'tail' ? 3 : 1, range: () => xRange(view()) },
      y: { range: (_plot, _min, max: number | null) => [0, max !== null && max > 0 ? max * HEADROOM : 1] },
    },
    axes: [
      { ...common, size: X_AXIS_PX, ...(axis === 'tail' ? tailAxis() : secondsAxis()) },
      {
        ...common,
        size: Y_AXIS_PX,
        space: 36,
        ...(isWhole ? { incrs: WHOLE_STEPS } : {}),
        values: (_plot, splits) => splits.map(tickText),
      },
    ],
    series: [
      {},
      ...lines.map(({ label, colour, isDashed }): uPlot.Series => {
        const stroke = () => palette().lines[colour];
        return {
          label,
          stroke,
          width: 1.75,
          ...(isStacked ? { fill: stroke } : {}),
          ...(isDashed ? { dash: [6, 4] } : {}),
          // A value alone between two gaps is drawn as a point, and few values in all; many would hide the line.
          points: { size: 5, space: 32, fill: stroke },
        };
      }),
    ],
    // Each line's fill reaches down to the one below it.
    ...(isStacked ? { bands: lines.slice(1).map((_, below) => ({ series: [below + 2, below + 1] })) } : {}),
    cursor: { y: false, drag: { x: false, y: false, setScale: false } },
  };
}

export function uPlotData({ x, lines, isStacked = false }: ChartView): uPlot.AlignedData {
  return [[...x], ...(isStacked ? stackedValues(lines) : lines.map(({ values }) => [...values]))];
}

/** Each line on top of those before it; where one has a gap, so have those above. */
function stackedValues(lines: ChartView['lines']): (number | null)[][] {
  let below: readonly (number | null)[] = lines[0]?.values.map(() => 0) ?? [];
  return lines.map(({ values }) => {
    const tops = values.map((value, index) => {
      const base = below[index] ?? null;
      return base === null || value === null || value === undefined ? null : base + value;
    });
    below = tops;
    return tops;
  });
}

export function xRange({ axis, x, xLeast }: ChartView): [number, number] {
  const last = Math.max(xLeast, x.at(-1) ?? 0);
  // On a logarithmic axis there is no zero: its left end is the fastest answer.
  return axis === 'tail' ? [1, last] : [0, last];
}

function secondsAxis(): uPlot.Axis {
  return { space: 56, incrs: SECONDS_STEPS, values: (_plot, splits) => splits.map((second) => `${second} s`) };
}

function tailAxis(): uPlot.Axis {
  return {
    splits: () => TAIL_MARKS,
    // All of them, whatever uPlot would leave out of a logarithmic axis.
    filter: (_plot, splits) => splits,
    values: (_plot, splits) => splits.map((x) => `${Number((100 - 100 / x).toFixed(2))} %`),
  };
}

export function tickText(tick: number): string {
  return tick >= 10_000 ? `${Number((tick / 1_000).toPrecision(6))}k` : String(Number(tick.toPrecision(6)));
}
