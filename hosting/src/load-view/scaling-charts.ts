import {
  type LoadResult,
  type ObservedKind,
  type ObservedMetric,
  type ObservedPoint,
  overlapOf,
  pointsOf,
} from '@proving-ground/shared';
import { type AlignedLine, alignLines } from './align-lines.ts';
import type { ChartColour, ChartView } from './chart-view.ts';
import { SERVICE_NAMES } from './service-names.ts';
import { startMarks } from './start-marks.ts';
import type { SeenService } from './use-observations.ts';

const COLOURS: Readonly<Record<ObservedKind, ChartColour>> = { backend: 1, agent: 2 };

interface ObservedChart {
  readonly metric: ObservedMetric;
  /** Which figure of it; without one, the sum of its series. */
  readonly label?: string;
  readonly title: string;
  readonly unit: string;
  readonly isPercent?: boolean;
  readonly isWhole?: boolean;
}

/** In the order in which they are read: what the load met first. */
export const OBSERVED_CHARTS: readonly ObservedChart[] = [
  { metric: 'instances', title: 'Instances', unit: 'active and idle', isWhole: true },
  { metric: 'concurrency', label: 'peak', title: 'Requests in flight', unit: 'in the fullest instance', isWhole: true },
  { metric: 'pending', title: 'Waiting for an instance', unit: 'requests', isWhole: true },
  { metric: 'cpu', label: 'mean', title: 'CPU', unit: '%, mean of the instances', isPercent: true },
  { metric: 'memory', label: 'peak', title: 'Memory', unit: '%, fullest instance', isPercent: true },
  { metric: 'gpu', label: 'mean', title: 'GPU', unit: '%, mean of the instances', isPercent: true },
  { metric: 'gpuMemory', label: 'peak', title: 'GPU memory', unit: '%, fullest instance', isPercent: true },
];

/** What both services did, on one axis with the load; only the metrics of which there is anything. */
export function scalingCharts(input: {
  readonly seen: readonly SeenService[];
  readonly result: Pick<LoadResult, 'windows' | 'windowSeconds'> | null;
  /** Where the axis of all of them ends. */
  readonly lastSeconds: number;
}): readonly ChartView[] {
  const { seen, result, lastSeconds } = input;
  // The dashed line last, on top: where both are alike, both can be seen.
  const inOrder = seen.toSorted((left, right) => Number(left.kind === 'agent') - Number(right.kind === 'agent'));
  const marks = startMarks(seen, lastSeconds);
  const common = { axis: 'seconds', xLeast: lastSeconds, noLines: '', marks } as const;
  const observed = OBSERVED_CHARTS.flatMap(
    ({ metric, label, title, unit, isPercent = false, isWhole = false }): ChartView[] => {
      const lines = inOrder.flatMap(({ kind, metrics }): AlignedLine[] => {
        const points = stepsOf(pointsOf(metrics[metric], label), { lastSeconds, scale: isPercent ? 100 : 1 });
        if (points.length === 0) return [];
        return [{ label: SERVICE_NAMES[kind], colour: COLOURS[kind], isDashed: kind === 'agent', points }];
      });
      const isAlwaysZero = lines.every(({ points }) => points.every(({ y }) => !y));
      // Nobody ever waited: that is said in words, and a flat line says no more.
      if (lines.length === 0 || (metric === 'pending' && isAlwaysZero)) return [];
      return [{ ...common, title, unit, format: numberText, isWhole, isStepped: true, ...alignLines(lines) }];
    },
  );
  const load = result && result.windows.length > 0 && observed.length > 0 ? [{ ...common, ...loadChart(result) }] : [];
  return [...load, ...observed];
}

function loadChart({ windows, windowSeconds }: Pick<LoadResult, 'windows' | 'windowSeconds'>) {
  const refused = windows.map(({ errors }) => (errors.http429 ?? 0) / windowSeconds);
  return {
    title: 'Load',
    unit: 'users, and requests a second',
    format: numberText,
    x: windows.map(({ atSeconds }) => atSeconds),
    lines: [
      { label: 'Users', colour: 4, values: windows.map(({ users }) => users) },
      { label: 'Requests', colour: 1, values: windows.map(({ requestsPerSecond }) => requestsPerSecond) },
      ...(refused.some((value) => value > 0)
        ? [{ label: 'Turned away (429)', colour: 5, isDashed: true, values: refused } as const]
        : []),
    ],
  } satisfies Partial<ChartView>;
}

/** A value stands for its whole period, and between two periods that are apart nothing is known. */
function stepsOf(
  points: readonly ObservedPoint[],
  { lastSeconds, scale }: { readonly lastSeconds: number; readonly scale: number },
): AlignedLine['points'] {
  const shown = points.filter((point) => overlapOf(point, { from: 0, to: lastSeconds }) > 0);
  return shown.flatMap(([from, to, value], index) => {
    const y = value * scale;
    const before = shown[index - 1]?.[1];
    const start = Math.max(0, from);
    const end = { x: Math.min(to, lastSeconds), y };
    if (before === undefined) return [{ x: start, y }, end];
    return start - before > (to - from) / 2 ? [{ x: (before + start) / 2, y: null }, { x: start, y }, end] : [end];
  });
}

function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value >= 10 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}
