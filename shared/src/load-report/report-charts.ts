import type { LoadResult, LoadWindowResult } from '../load/load-results.ts';
import { type ChartSeries, lineChart } from './line-chart.ts';
import { phaseChart } from './phase-chart.ts';

type Read = (window: LoadWindowResult) => number | null;

/** The charts of a report: what the test did and met over time, and the tail of its latencies. */
export function reportCharts({ windows, windowSeconds, latencyCurve }: LoadResult): string {
  const over = (label: string, colour: number, read: Read): ChartSeries => ({
    label,
    colour,
    points: windows.map((window) => ({ x: window.atSeconds, y: read(window) })),
  });
  const charts = [
    lineChart({
      title: 'Requests',
      unit: 'per second',
      series: [
        over('Requests', 1, ({ requestsPerSecond }) => requestsPerSecond),
        over('Failures', 2, ({ failuresPerSecond }) => failuresPerSecond),
      ],
    }),
    lineChart({
      title: 'Latency of all requests',
      unit: 'ms',
      series: [
        over('50 %', 1, ({ p50Ms }) => p50Ms),
        over('95 %', 2, ({ p95Ms }) => p95Ms),
        over('99 %', 3, ({ p99Ms }) => p99Ms),
      ],
    }),
    lineChart({ title: 'Users', unit: 'at the same time', series: [over('Users', 4, ({ users }) => users)] }),
  ];
  if (windows.some(({ ttftP50Ms }) => ttftP50Ms !== null)) {
    charts.splice(
      2,
      0,
      lineChart({
        title: 'Time to first token',
        unit: 'ms',
        series: [over('50 %', 1, ({ ttftP50Ms }) => ttftP50Ms), over('95 %', 2, ({ ttftP95Ms }) => ttftP95Ms)],
      }),
    );
  }
  if (windows.some(({ phasesMs }) => phasesMs !== null)) charts.splice(2, 0, phaseChart({ windows, windowSeconds }));
  if (latencyCurve.length > 0) charts.push(curveChart(latencyCurve));
  return charts.join('\n');
}

/** Every step to the right is ten times fewer requests: the tail gets as much room as the rest. */
function curveChart(curve: LoadResult['latencyCurve']): string {
  const LAST = 4;
  const xOf = (percentile: number): number => Math.min(LAST, -Math.log10(1 - percentile / 100));
  return lineChart({
    title: 'Latency by percentile',
    unit: 'ms',
    xTicks: [50, 90, 99, 99.9, 99.99].map((percentile) => ({ at: xOf(percentile), label: `${percentile} %` })),
    series: [
      {
        label: 'From intended start',
        colour: 2,
        points: curve.map(({ percentile, fromIntendedMs }) => ({ x: xOf(percentile), y: fromIntendedMs })),
      },
      {
        label: 'From actual start',
        colour: 1,
        points: curve.map(({ percentile, ms }) => ({ x: xOf(percentile), y: ms })),
      },
    ],
  });
}
