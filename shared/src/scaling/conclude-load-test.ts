import type { LoadResult } from '../load/load-results.ts';
import { isOver, type LoadTest } from '../load/load-test.ts';
import { concludeScaling, type ScalingConclusion } from './conclude-scaling.ts';
import type { LoadObservation, ObservedKind, ObservedMetrics } from './load-observation.ts';

/** One service as Cloud Monitoring saw it; without metrics where those are of another version. */
export interface ObservedService extends Pick<LoadObservation, 'kind' | 'status'> {
  readonly metrics: ObservedMetrics | null;
}

export interface LoadTestConclusion extends ScalingConclusion {
  /** Whether Cloud Monitoring has told all that it will; until then more may come. */
  readonly isSettled: boolean;
}

/** What a test that has ended says about its pair, with whatever was seen so far; null without figures. Pure. */
export function concludeLoadTest(
  test: Pick<LoadTest, 'status' | 'target' | 'spec'>,
  { result, seen }: { readonly result: LoadResult | null; readonly seen: readonly ObservedService[] },
): LoadTestConclusion | null {
  if (!result || !isOver(test.status)) return null;
  const metricsOf = (wanted: ObservedKind) => seen.find(({ kind }) => kind === wanted)?.metrics ?? null;
  const { target, spec } = test;
  return {
    ...concludeScaling({ target, spec, result, agent: metricsOf('agent'), backend: metricsOf('backend') }),
    isSettled: seen.length > 0 && seen.every(({ status }) => status !== 'waiting'),
  };
}
