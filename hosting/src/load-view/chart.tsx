import { ChartLegend } from './chart-legend.tsx';
import { ChartTable } from './chart-table.tsx';
import { type ChartView, chartSummary } from './chart-view.ts';
import { useDrawnChart } from './use-drawn-chart.ts';
import '../latency-view/latency-view.css';
import './chart.css';

/** A chart with its legend and, for those who cannot see it, its table. */
export function Chart({ view, sync = null }: { readonly view: ChartView; readonly sync?: string | null }) {
  return (
    <figure class="card chart">
      <figcaption>
        <strong>{view.title}</strong> <small>{view.unit}</small>
      </figcaption>
      {view.lines.length === 0 ? (
        <p class="chart-plot chart-none">{view.noLines}</p>
      ) : (
        <DrawnChart view={view} sync={sync} />
      )}
    </figure>
  );
}

function DrawnChart({ view, sync }: { readonly view: ChartView; readonly sync: string | null }) {
  const { host, at, failed } = useDrawnChart({ view, sync });
  return (
    <>
      {failed ? (
        <p class="chart-plot chart-none">The chart could not be loaded. Reload the page; its figures are below.</p>
      ) : (
        <div ref={host} class="chart-plot" role="img" aria-label={chartSummary(view)} />
      )}
      <ChartLegend view={view} at={at} />
      <ChartTable view={view} />
    </>
  );
}
