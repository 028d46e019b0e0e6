import { formatMs, type LoadResult } from '@proving-ground/shared';
import { type AlignedLine, alignLines } from './align-lines.ts';
import type { ChartView } from './chart-view.ts';

type Timed = Pick<LoadResult, 'windows'>;

/** The 95th percentiles of two tests over each other, each from its own start. */
export function comparedLatencyChart({ base, next }: { readonly base: Timed; readonly next: Timed }): ChartView {
  return {
    title: 'Latency over time',
    unit: 'ms, 95th percentile of all requests',
    axis: 'seconds',
    xLeast: 0,
    format: formatMs,
    noLines: 'No figures yet.',
    ...alignLines([
      { label: 'Base', colour: 1, points: pointsOf(base) },
      { label: 'Next', colour: 2, isDashed: true, points: pointsOf(next) },
    ]),
  };
}

function pointsOf({ windows }: Timed): AlignedLine['points'] {
  return windows.map(({ atSeconds, p95Ms }) => ({ x: atSeconds, y: p95Ms }));
}
