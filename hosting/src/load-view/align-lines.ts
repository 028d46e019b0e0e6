import type { ChartLine, ChartView } from './chart-view.ts';

export interface AlignedLine extends Omit<ChartLine, 'values'> {
  /** In the order of x. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** Puts lines whose points lie at different places over one axis. */
export function alignLines(lines: readonly AlignedLine[]): Pick<ChartView, 'x' | 'lines'> {
  const x = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b);
  return {
    x,
    lines: lines.map(({ points, ...line }) => {
      const values = new Map(points.map((point) => [point.x, point.y]));
      return { ...line, values: x.map((place) => values.get(place)) };
    }),
  };
}
