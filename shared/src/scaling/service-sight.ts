import type { TestedService } from '../load/load-test-target.ts';
import {
  isDuring,
  type ObservedMetrics,
  type ObservedPoint,
  overlapOf,
  peakOf,
  pointsOf,
  type SecondsSpan,
} from './load-observation.ts';

/** From here on a resource counts as busy: what is left is scatter. */
const BUSY = 0.85;
/** So much of the run it has to be busy: a start alone fills the processors too. */
const BUSY_SHARE = 0.3;
/** In the cloud a point stands for a minute: of a short run, the part before its start is in it. */
const COARSE_SHARE = 0.5;
/** So many instances' buckets are wide that their figures are a little low. */
const FULL = 0.95;

/** What was seen of one service while it was tested; null: not known. */
export interface ServiceSight {
  readonly service: TestedService;
  readonly instances: { readonly first: number; readonly peak: number } | null;
  /** Most requests in one instance at the same time. */
  readonly inFlight: number | null;
  readonly cpu: ResourceSight | null;
  readonly gpu: ResourceSight | null;
  readonly memoryPeak: number | null;
  /** Requests that waited for an instance, at most, and for how much of the run any did. */
  readonly pending: { readonly peak: number; readonly share: number } | null;
  readonly starts: number | null;
  /** All instances it may have were there. */
  readonly isAtMost: boolean | null;
  /** An instance had as many requests as it takes. */
  readonly isFull: boolean | null;
}

export interface ResourceSight {
  /** Highest mean of the instances in one period. */
  readonly highest: number;
  /** Over the whole run. */
  readonly mean: number;
  readonly isBusy: boolean;
}

/** Reads out of the metrics of a service what a bottleneck shows in. Pure. */
export function serviceSight(input: {
  readonly service: TestedService;
  readonly metrics: ObservedMetrics | null;
  /** The run, in seconds since its start. */
  readonly run: SecondsSpan;
}): ServiceSight {
  const { service, metrics, run } = input;
  const instances = instancesOf(pointsOf(metrics?.instances), run);
  const inFlight = peakOf(pointsOf(metrics?.concurrency, 'peak'), run);
  const isNothing = metrics?.startups.status === 'empty';
  const starts = pointsOf(metrics?.startups, 'count');
  const during = starts.filter((point) => isDuring(point, run));
  return {
    service,
    instances,
    inFlight: inFlight === null ? null : Math.round(inFlight),
    cpu: resourceOf(pointsOf(metrics?.cpu, 'mean'), run),
    gpu: resourceOf(pointsOf(metrics?.gpu, 'mean'), run),
    memoryPeak: peakOf(pointsOf(metrics?.memory, 'peak'), run),
    pending: pendingOf(pointsOf(metrics?.pending), run),
    // No point of a start is no start, as long as the metric can be read.
    starts: metrics && (isNothing || starts.length > 0) ? during.reduce((sum, [, , count]) => sum + count, 0) : null,
    isAtMost: instances && instances.peak >= service.maxInstances,
    isFull: inFlight === null ? null : inFlight >= FULL * service.concurrency,
  };
}

function instancesOf(points: readonly ObservedPoint[], run: SecondsSpan): ServiceSight['instances'] {
  const during = points.filter((point) => isDuring(point, run));
  const [first] = during;
  if (!first) return null;
  const before = points.findLast((point) => point[0] < run.from && !isDuring(point, run));
  return { first: (before ?? first)[2], peak: Math.max(...during.map(([, , value]) => value)) };
}

function resourceOf(points: readonly ObservedPoint[], run: SecondsSpan): ResourceSight | null {
  const highest = peakOf(points, run);
  if (highest === null) return null;
  const seconds = secondsOf(points, run, () => true);
  const busySeconds = secondsOf(points, run, (value) => value >= BUSY);
  const weighted = points.reduce((sum, point) => sum + point[2] * overlapOf(point, run), 0);
  const isCoarse = points.some((point) => overlapOf(point, run) >= COARSE_SHARE * (run.to - run.from));
  return {
    highest,
    mean: weighted / seconds,
    isBusy: isCoarse ? highest >= BUSY : busySeconds >= BUSY_SHARE * seconds,
  };
}

function pendingOf(points: readonly ObservedPoint[], run: SecondsSpan): ServiceSight['pending'] {
  const peak = peakOf(points, run);
  if (peak === null) return null;
  return { peak, share: secondsOf(points, run, (value) => value > 0) / secondsOf(points, run, () => true) };
}

function secondsOf(points: readonly ObservedPoint[], run: SecondsSpan, counts: (value: number) => boolean): number {
  return points.reduce((sum, point) => sum + (counts(point[2]) ? overlapOf(point, run) : 0), 0);
}
