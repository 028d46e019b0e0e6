import { isDuring, type ObservedPoint, pointsOf } from '@proving-ground/shared';
import type { ChartMark } from './chart-view.ts';
import { SERVICE_NAMES } from './service-names.ts';
import type { SeenService } from './use-observations.ts';

/** Where instances were started: each at the end of the period in which Cloud Monitoring has it. */
export function startMarks(seen: readonly SeenService[], lastSeconds: number): readonly ChartMark[] {
  const isShown = (point: ObservedPoint) => isDuring(point, { from: 0, to: lastSeconds });
  return seen
    .flatMap(({ kind, metrics }): ChartMark[] => {
      const name = SERVICE_NAMES[kind];
      const meanMs = new Map(pointsOf(metrics.startups, 'mean').map(([, to, ms]) => [to, ms]));
      const starts = pointsOf(metrics.startups, 'count').filter(isShown);
      if (starts.length > 0 || metrics.startups.status === 'empty') {
        return starts.map(([, to, count]) => ({
          x: Math.min(to, lastSeconds),
          label: startText({ name, count, ms: meanMs.get(to) }),
        }));
      }
      // Without that metric, more instances than before tell of a start too.
      const instances = pointsOf(metrics.instances);
      return instances.filter(isShown).flatMap(([, to, count]) => {
        const before = instances.findLast((other) => other[1] < to)?.[2];
        return before !== undefined && count > before
          ? [{ x: Math.min(to, lastSeconds), label: `${name}: from ${before} to ${count} instances` }]
          : [];
      });
    })
    .sort((left, right) => left.x - right.x);
}

function startText({
  name,
  count,
  ms,
}: {
  readonly name: string;
  readonly count: number;
  readonly ms: number | undefined;
}): string {
  const took = ms === undefined ? '' : `, ${(ms / 1_000).toFixed(1)} s${count === 1 ? '' : ' each'}`;
  return `${name}: ${count} cold ${count === 1 ? 'start' : 'starts'}${took}`;
}
