import { evaluateSlo, type LoadResult } from '@proving-ground/shared';
import { aDistribution, aLoadResult, aTaskResult } from '@proving-ground/shared/testing/a-load-result';

/** Figures without a failure, with the given 95th percentile, judged by the given thresholds. */
export function aResultWith(p95: number, { slo = '', elapsedSeconds = 60 } = {}): LoadResult {
  const latencyMs = aDistribution(p95);
  const line = aTaskResult({
    ...{ failures: 0, errorRate: 0, failuresPerSecond: 0 },
    ...{ latencyMs, latencyFromIntendedMs: latencyMs },
  });
  const result = aLoadResult({
    elapsedSeconds,
    tasks: [line],
    total: { ...line, name: 'Aggregated' },
    answers: { ...line, name: 'Answers' },
    ...{ errors: [], windows: [], latencyCurve: [] },
  });
  return { ...result, verdict: evaluateSlo(slo, result) };
}
