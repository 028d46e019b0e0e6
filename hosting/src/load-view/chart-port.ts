import { createContext } from 'preact';
import type { ChartView } from './chart-view.ts';

export interface ChartSetup {
  readonly view: ChartView;
  /** Charts with the same word move their cursors together; null: this one is alone. */
  readonly sync: string | null;
  /** The index under the cursor; null once the cursor has left. */
  readonly onCursor: (index: number | null) => void;
}

export interface DrawnChart {
  /** New values of the same lines. */
  update(view: ChartView): void;
  destroy(): void;
}

/** Draws a chart into an element whose size is not its own affair. */
export type DrawChart = (host: HTMLElement, setup: ChartSetup) => DrawnChart;

/** Where charts are drawn: what draws them is loaded with the first one, so that no other page waits for it. */
export const ChartPort = createContext<() => Promise<DrawChart>>(() =>
  import('./u-plot-chart.ts').then(({ drawUPlotChart }) => drawUPlotChart),
);
