import { LATENCY_PHASES, type LatencyPhase } from '../latency/latency-split.ts';
import { PHASE_TEXTS } from '../latency/latency-text.ts';
import type { LoadResult } from '../load/load-results.ts';
import { CHART_BOX, chartFigure } from './chart-frame.ts';
import { niceTicks } from './nice-ticks.ts';

type Phases = Readonly<Record<LatencyPhase, number>>;

/** The mean answer of each window as a column of its phases, as SVG; a window without one is a gap. */
export function phaseChart({ windows, windowSeconds }: Pick<LoadResult, 'windows' | 'windowSeconds'>): string {
  const xMax = Math.max((windows.at(-1)?.atSeconds ?? 0) + windowSeconds, 1);
  const sumOf = (phases: Phases) => LATENCY_PHASES.reduce((sum, phase) => sum + phases[phase], 0);
  const yTicks = niceTicks(Math.max(0, ...windows.map(({ phasesMs }) => (phasesMs ? sumOf(phasesMs) : 0))));
  const yMax = yTicks.at(-1) ?? 1;
  const { left, right, top, bottom, width, height } = CHART_BOX;
  const xAt = (x: number): string => (left + (x / xMax) * (width - left - right)).toFixed(1);
  const yAt = (y: number): string => (height - bottom - (y / yMax) * (height - top - bottom)).toFixed(1);

  const paths = new Map<LatencyPhase, string>();
  for (const { atSeconds, phasesMs } of windows) {
    if (!phasesMs) continue;
    let below = 0;
    for (const phase of LATENCY_PHASES) {
      const above = below + phasesMs[phase];
      const column = `M${xAt(atSeconds)} ${yAt(below)}V${yAt(above)}H${xAt(atSeconds + windowSeconds)}V${yAt(below)}Z`;
      if (above > below) paths.set(phase, (paths.get(phase) ?? '') + column);
      below = above;
    }
  }
  return chartFigure({
    title: 'Where the time went',
    unit: 'ms an answer, mean',
    yTicks,
    yAt,
    xTicks: niceTicks(xMax)
      .filter((at) => at <= xMax)
      .map((at) => ({ at, label: `${at} s` })),
    xAt,
    drawing: LATENCY_PHASES.map((phase) => `<path class="area ${phase}" d="${paths.get(phase) ?? ''}"/>`).join(''),
    legend: LATENCY_PHASES.map((phase) => ({ label: PHASE_TEXTS[phase].name, mark: phase })),
  });
}
