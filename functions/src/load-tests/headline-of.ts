import { headline, type LoadHeadline, type LoadResult, type LoadTest, loadCostUsd } from '@proving-ground/shared';

/** The few figures of a result that lists show. Pure. */
export function headlineOf(result: LoadResult, { target }: Pick<LoadTest, 'target'>): LoadHeadline {
  const { total, coverage, elapsedSeconds, peakUsers, verdict } = result;
  const { latencyMs, ttftMs } = headline(result);
  return {
    requests: total.requests,
    failures: total.failures,
    errorRate: total.errorRate,
    requestsPerSecond: total.requestsPerSecond,
    p50Ms: latencyMs?.p50 ?? null,
    p95Ms: latencyMs?.p95 ?? null,
    p99Ms: latencyMs?.p99 ?? null,
    ttftP95Ms: ttftMs?.p95 ?? null,
    peakUsers,
    elapsedSeconds,
    coverage: { planned: coverage.planned, complete: coverage.complete },
    verdict: verdict?.status ?? null,
    costUsd: loadCostUsd(target, elapsedSeconds),
  };
}
