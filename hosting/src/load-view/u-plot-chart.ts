import { mapPhases } from '@proving-ground/shared';
import uPlot from 'uplot';
import type { DrawChart } from './chart-port.ts';
import type { ChartMark, ChartView } from './chart-view.ts';
import { type ChartPalette, uPlotData, uPlotOptions } from './u-plot-options.ts';
import './u-plot-chart.css';

/** Draws with uPlot; it follows the size of its element and the reader's light or dark setting. */
export const drawUPlotChart: DrawChart = (host, { view, sync, onCursor }) => {
  let shown: ChartView = view;
  let palette = readPalette(host);
  let at: number | null = null;
  const options = uPlotOptions({ view: () => shown, palette: () => palette });
  const plot = new uPlot(
    {
      ...options,
      series: view.isStepped ? options.series.map(stepped) : options.series,
      width: host.clientWidth,
      height: host.clientHeight,
      cursor: {
        ...options.cursor,
        points: { size: 7, fill: (_plot, index) => palette.lines[shown.lines[index - 1]?.colour ?? 1] },
        ...(sync === null ? {} : { sync: { key: sync } }),
      },
      hooks: {
        draw: [(drawn) => drawMarks(drawn, shown.marks ?? [], palette)],
        setCursor: [
          ({ cursor }) => {
            const index = cursor.idx ?? null;
            if (index === at) return;
            at = index;
            onCursor(index);
          },
        ],
      },
    },
    uPlotData(view),
    host,
  );

  const sizes = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: host.clientHeight }));
  sizes.observe(host);
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  const recolour = () => {
    palette = readPalette(host);
    plot.redraw(false);
  };
  scheme.addEventListener('change', recolour);

  return {
    update: (next) => {
      shown = next;
      plot.setData(uPlotData(next));
    },
    destroy: () => {
      scheme.removeEventListener('change', recolour);
      sizes.disconnect();
      plot.destroy();
    },
  };
};

/** As high until each value as that value: it is about the time before it. */
function stepped(series: uPlot.Series): uPlot.Series {
  return uPlot.paths.stepped ? { ...series, paths: uPlot.paths.stepped({ align: -1 }) } : series;
}

/** A line across the chart at each place where something happened. */
function drawMarks(plot: uPlot, marks: readonly ChartMark[], { text }: ChartPalette): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = text;
  ctx.setLineDash([2, 4]);
  for (const { x } of marks) {
    const left = Math.round(plot.valToPos(x, 'x', true));
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** A canvas knows no CSS variables: an element resolves them for it. */
function readPalette(host: HTMLElement): ChartPalette {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const read = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    lines: {
      1: read('--chart-1'),
      2: read('--chart-2'),
      3: read('--chart-3'),
      4: read('--chart-4'),
      5: read('--chart-5'),
      ...mapPhases((phase) => read(`--phase-${phase}`)),
    },
    text: read('--text-soft'),
    grid: read('--line'),
  };
  probe.remove();
  return palette;
}
