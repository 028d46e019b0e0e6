import type { ComponentChildren } from 'preact';
import { ChartPort, type ChartSetup, type DrawChart } from './chart-port.ts';
import type { ChartView } from './chart-view.ts';

export interface RecordedChart {
  readonly setup: ChartSetup;
  /** What was handed over last. */
  view: ChartView;
  updates: number;
  isDestroyed: boolean;
}

/** Stands in for the canvas that the tests' browser does not have, and keeps what it was to draw. */
export function recordCharts() {
  const charts: RecordedChart[] = [];
  const draw: DrawChart = (_host, setup) => {
    const chart: RecordedChart = { setup, view: setup.view, updates: 0, isDestroyed: false };
    charts.push(chart);
    return {
      update: (view) => {
        chart.view = view;
        chart.updates += 1;
      },
      destroy: () => {
        chart.isDestroyed = true;
      },
    };
  };
  const load = () => Promise.resolve(draw);
  return {
    charts,
    Recorded: ({ children }: { readonly children: ComponentChildren }) => (
      <ChartPort.Provider value={load}>{children}</ChartPort.Provider>
    ),
  };
}
