import {
  assertNever,
  type CapacityEvidence,
  type CapacityFigure,
  type CapacityFigures,
  type CapacitySpec,
  type CapacityStep,
  type CapacityThreshold,
  capacityThresholds,
  capacityValues,
  headline,
  type LoadResult,
  type LoadTaskResult,
  SLO_METRICS,
  visitsOf,
} from '@proving-ground/shared';
import { backlogGrowth } from './backlog-growth.ts';
import { shareAbove } from './share-beyond.ts';

/** A step with what its load test has measured and what that proves. Pure. */
export function judgeStep(input: {
  readonly step: CapacityStep;
  readonly spec: CapacitySpec;
  readonly result: LoadResult;
  readonly endedAt: string;
}): CapacityStep {
  const { step, spec, result, endedAt } = input;
  const judged: CapacityStep = {
    ...step,
    status: 'judged',
    endedAt,
    evidence: [
      ...capacityThresholds(spec.slo).map((threshold) => thresholdEvidence(threshold, result)),
      ...signs(input),
    ],
    figures: figuresOf(result, step),
  };
  // The same rule that adds up several tries, for one.
  return { ...judged, judgement: capacityValues([judged])[0]?.judgement ?? null };
}

function thresholdEvidence(threshold: CapacityThreshold, result: LoadResult): CapacityEvidence {
  const observed = SLO_METRICS[threshold.metric](result) ?? null;
  const counted = (beyond: number, samples: number, allowedShare: number): CapacityEvidence => ({
    kind: 'threshold',
    text: threshold.text,
    observed,
    beyond,
    samples,
    allowedShare,
  });
  const { total, dropped, interrupted } = result;
  switch (threshold.kind) {
    // What got no answer in all the time there was is a failure too.
    case 'errorRate':
      return counted(total.failures + interrupted, visitsOf(result) + interrupted, threshold.limit);
    case 'droppedRate':
      return counted(dropped, visitsOf(result) + dropped, threshold.limit);
    case 'percentile': {
      const { figure, percentile, limit } = threshold;
      const distribution = headline(result)[figure];
      // Of what is wanted to be high, a share may lie below.
      const isFloor = figure === 'tokensPerSecond';
      const above = distribution ? shareAbove(distribution, limit) : 0;
      const beyond = distribution ? distribution.count * (isFloor ? 1 - above : above) : 0;
      // Still open when the drain was over: longer than any limit allows.
      const unanswered = figure === 'latencyMs' || figure === 'latencyFromIntendedMs' ? interrupted : 0;
      return counted(beyond + unanswered, (distribution?.count ?? 0) + unanswered, 1 - percentile / 100);
    }
    default:
      return assertNever(threshold);
  }
}

function signs({ step, spec, result }: Parameters<typeof judgeStep>[0]): readonly CapacityEvidence[] {
  // Users who wait for their answers leave no backlog: their latency says it all.
  if (spec.mode === 'users') return [];
  const growth = backlogGrowth(result, { requestsPerSecond: step.value, durationSeconds: step.durationSeconds });
  return [
    ...(result.dropped > 0 ? [{ kind: 'sign', sign: 'dropped', observed: result.dropped } as const] : []),
    ...(growth > 0 ? [{ kind: 'sign', sign: 'backlog', observed: growth } as const] : []),
  ];
}

function figuresOf(result: LoadResult, { durationSeconds }: CapacityStep): CapacityFigures {
  const line = headline(result);
  const { latencyMs, ttftMs } = line;
  return {
    requests: result.total.requests,
    answers: line.requests - line.failures,
    // Over the time in which requests came: in the drain after it answers come and no requests.
    answersPerSecond: (line.requests - line.failures) / durationSeconds,
    errorRate: result.total.errorRate,
    dropped: result.dropped,
    avgMs: latencyMs?.avg ?? null,
    p50Ms: figureOf(latencyMs, 'p50'),
    p95Ms: figureOf(latencyMs, 'p95'),
    ttftP95Ms: figureOf(ttftMs, 'p95'),
    meanInFlight: meanInFlight(result, durationSeconds),
  };
}

function figureOf(distribution: LoadTaskResult['latencyMs'], name: 'p50' | 'p95'): CapacityFigure | null {
  return distribution && { value: distribution[name], ...distribution.confidence[name] };
}

function meanInFlight({ windows }: LoadResult, durationSeconds: number): number {
  const under = windows.filter(({ atSeconds }) => atSeconds >= durationSeconds / 4 && atSeconds < durationSeconds);
  return under.length === 0 ? 0 : under.reduce((sum, { users }) => sum + users, 0) / under.length;
}
