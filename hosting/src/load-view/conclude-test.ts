import {
  concludeScaling,
  isOver,
  type LoadResult,
  type LoadTest,
  type ObservedKind,
  type ScalingConclusion,
} from '@proving-ground/shared';
import type { SeenService } from './use-observations.ts';

/** What a test that has ended says about its pair, with whatever was seen so far; null without figures. */
export function concludeTest(
  test: LoadTest,
  { result, seen }: { readonly result: LoadResult | null; readonly seen: readonly SeenService[] },
): ScalingConclusion | null {
  if (!result || !isOver(test.status)) return null;
  const metricsOf = (wanted: ObservedKind) => seen.find(({ kind }) => kind === wanted)?.metrics ?? null;
  return concludeScaling({
    target: test.target,
    spec: test.spec,
    result,
    agent: metricsOf('agent'),
    backend: metricsOf('backend'),
  });
}
