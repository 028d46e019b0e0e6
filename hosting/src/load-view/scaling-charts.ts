import type { LoadObservation, MetricObservation, ObservedMetric } from '@proving-ground/shared';
import { metricsOf, totalPoints } from '@proving-ground/shared';
import { type AlignedLine, alignLines } from './align-lines.ts';
import type { ChartColour, ChartMark, ChartView } from './chart-view.ts';

const TITLES = { agent: 'Agent', backend: 'Model server' } as const;
const COLOURS: Readonly<Record<LoadObservation['kind'], ChartColour>> = { backend: 1, agent: 2 };

interface Wanted {
  readonly metric: ObservedMetric;
  readonly title: string;
  readonly unit: string;
  readonly format: ChartView['format'];
  /** What one value means in the chart. */
  readonly scale: (value: number) => number;
}

const asIs = (value: number) => value;
const asPercent = (value: number) => value * 100;

const WANTED: readonly Wanted[] = [
  { metric: 'instances', title: 'Instances', unit: 'active and idle', format: wholeText, scale: asIs },
  { metric: 'concurrency', title: 'In flight', unit: 'in the fullest instance', format: wholeText, scale: asIs },
  { metric: 'cpu', title: 'Processors', unit: '% of the fullest instance', format: wholeText, scale: asPercent },
  { metric: 'memory', title: 'Memory', unit: '% of the fullest instance', format: wholeText, scale: asPercent },
  { metric: 'gpu', title: 'GPU', unit: '% of the fullest instance', format: wholeText, scale: asPercent },
];

/** What both services did, over the time of the test; only the metrics of which there is anything. */
export function scalingCharts(
  observations: readonly LoadObservation[],
  /** Where the charts of the load end, so that all have one axis. */
  lastSeconds: number,
): readonly ChartView[] {
  const seen = observations.map((observation) => ({ ...observation, metrics: metricsOf(observation) }));
  const marks = startMarks(observations);
  return WANTED.flatMap(({ metric, title, unit, format, scale }) => {
    const lines = seen.flatMap(({ kind, metrics, periodSeconds }): AlignedLine[] => {
      const points = pointsOf(metrics[metric], lastSeconds + periodSeconds);
      if (points.length === 0) return [];
      const drawn = points.map(([x, value]) => ({ x, y: scale(value) }));
      return [{ label: TITLES[kind], colour: COLOURS[kind], isDashed: kind === 'agent', points: drawn }];
    });
    if (lines.length === 0) return [];
    const axis = { axis: 'seconds', xLeast: lastSeconds } as const;
    return [{ title, unit, format, ...axis, ...alignLines(lines), marks, noLines: '' }];
  });
}

/** Where instances were started. */
export function startMarks(observations: readonly LoadObservation[]): readonly ChartMark[] {
  return observations.flatMap((observation) => {
    const points = totalPoints(metricsOf(observation).startups ?? { series: [] });
    return points.flatMap(([x, count]): ChartMark[] =>
      x > 0 && count > 0
        ? [{ x, label: `${TITLES[observation.kind]}: ${count} cold ${count === 1 ? 'start' : 'starts'}` }]
        : [],
    );
  });
}

/** What could not be shown, each with why; metrics that this service has no use for are left out. */
export function missingMetrics(observations: readonly LoadObservation[]): readonly string[] {
  return observations.flatMap((observation) => {
    const metrics = metricsOf(observation);
    return WANTED.flatMap(({ metric, title }) => {
      const { status, why } = metrics[metric];
      const isOfInterest = metric !== 'gpu' || observation.kind === 'backend';
      return status === 'available' || !isOfInterest
        ? []
        : [`${title} of the ${TITLES[observation.kind].toLowerCase()}: ${why}`];
    });
  });
}

/** Before the start there was no load; a point stands at the end of its period. */
function pointsOf(observation: MetricObservation, lastSeconds: number) {
  return totalPoints(observation).filter(([at]) => at >= 0 && at <= lastSeconds);
}

function wholeText(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Math.round(value));
}
