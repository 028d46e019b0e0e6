import { type CapacitySearch, capacityValueText } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { formatLatency } from '../../format/duration.ts';
import { type CapacityPlot, capacityPlot, type PlotLine } from './capacity-plot.ts';
import '../../load-view/chart.css';

/** In the units of the picture; it scrolls where the page is narrower. */
const SIZE = { width: 720, height: 320, left: 64, right: 16, top: 12, bottom: 44 } as const;
const plotWidth = SIZE.width - SIZE.left - SIZE.right;
const plotHeight = SIZE.height - SIZE.top - SIZE.bottom;
const xAt = (share: number) => SIZE.left + share * plotWidth;
const yAt = (share: number) => SIZE.top + share * plotHeight;

/** Latency over load, with the range of each figure and the limits of the thresholds. */
export function CapacityChart({ search }: { readonly search: CapacitySearch }) {
  const plot = useMemo(() => capacityPlot(search), [search]);
  const { spec } = search;
  return (
    <figure class="card chart capacity-chart">
      <figcaption>
        <strong>Latency over load</strong>{' '}
        <small>
          {spec.mode === 'rate' ? 'over requests a second' : 'over users'}, each point the longest try; whiskers hold
          the true figure in 95 of 100
        </small>
      </figcaption>
      {plot ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
          <section class="table-box" tabIndex={0} aria-label="Chart of latency over load">
            <Picture plot={plot} spec={spec} />
          </section>
          <ul class="capacity-legend">
            {plot.lines.map(({ label, colour }) => (
              <li key={label}>
                <span class="chart-mark" data-colour={colour} />
                {label}
              </li>
            ))}
            <li>
              <span class="capacity-dot" /> keeps
            </li>
            <li>
              <span class="capacity-dot" data-misses /> misses
            </li>
          </ul>
        </>
      ) : (
        <p class="chart-plot chart-none">No step has been judged yet.</p>
      )}
    </figure>
  );
}

function Picture({ plot, spec }: { readonly plot: CapacityPlot; readonly spec: CapacitySearch['spec'] }) {
  return (
    <svg
      class="capacity-plot"
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label={summaryOf(plot, spec)}
    >
      {plot.yTicks.map(({ at, ms }) => (
        <g key={ms}>
          <line class="grid" x1={xAt(0)} x2={xAt(1)} y1={yAt(at)} y2={yAt(at)} />
          <text x={SIZE.left - 8} y={yAt(at)} text-anchor="end" dominant-baseline="middle">
            {ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`}
          </text>
        </g>
      ))}
      {plot.xTicks.map(({ at, value }) => (
        <text key={value} x={xAt(at)} y={yAt(1) + 18} text-anchor="middle">
          {value}
        </text>
      ))}
      <text x={xAt(0.5)} y={SIZE.height - 6} text-anchor="middle">
        {spec.mode === 'rate' ? 'Requests a second' : 'Users'}
      </text>
      {plot.limits.map(({ text, y }) => (
        <g key={text}>
          <line class="limit" x1={xAt(0)} x2={xAt(1)} y1={yAt(y)} y2={yAt(y)} />
          <text class="limit-text" x={xAt(0) + 6} y={yAt(y) - 6}>
            {text}
          </text>
        </g>
      ))}
      {plot.lines.map((line) => (
        <Line key={line.label} line={line} />
      ))}
    </svg>
  );
}

function Line({ line }: { readonly line: PlotLine }) {
  const { label, colour, points } = line;
  return (
    <g class="plot-line" data-colour={colour}>
      <polyline points={points.map(({ x, y }) => `${xAt(x)},${yAt(y)}`).join(' ')} />
      {points.map(({ x, y, low, high, keeps, value, ms }) => (
        <g key={value}>
          <title>{`${label} at ${value}: ${formatLatency(ms.value)}, ${formatLatency(ms.low)} to ${formatLatency(ms.high)}`}</title>
          <path d={`M${xAt(x)} ${yAt(low)}V${yAt(high)}M${xAt(x) - 5} ${yAt(low)}h10M${xAt(x) - 5} ${yAt(high)}h10`} />
          <circle cx={xAt(x)} cy={yAt(y)} r="4.5" data-misses={keeps ? undefined : true} />
        </g>
      ))}
    </g>
  );
}

/** What the chart says to those who cannot see it; every figure is in the table of the steps. */
function summaryOf({ lines, limits }: CapacityPlot, spec: CapacitySearch['spec']): string {
  const said = lines.flatMap(({ label, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return [];
    return [
      `${label} ${formatLatency(first.ms.value)} at ${capacityValueText(spec, first.value)}, ${formatLatency(last.ms.value)} at ${capacityValueText(spec, last.value)}`,
    ];
  });
  const held = limits.map(({ text }) => text);
  return `Latency over load: ${said.join('; ')}.${held.length > 0 ? ` Limits: ${held.join(', ')}.` : ''}`;
}
