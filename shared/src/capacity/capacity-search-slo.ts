import type { LoadTaskResult } from '../load/load-results.ts';
import { parseSlo, type SloMetric, type SloThreshold, sloText } from '../load/load-slo.ts';

/**
 * A threshold about a percentile says that a share of the samples may lie beyond its limit: of `p95Ms<2000`, 5 % above 2 s.
 * So each can be judged by counting, with the interval of a share, and counts of several steps add up.
 */
interface CountedMetric {
  readonly figure: 'latencyMs' | 'latencyFromIntendedMs' | 'ttftMs' | 'tokenGapMs' | 'tokensPerSecond';
  readonly percentile: number;
}

/** What a search can judge with confidence: neither a mean nor a maximum is a share of samples. */
const COUNTED = {
  p50Ms: { figure: 'latencyMs', percentile: 50 },
  p90Ms: { figure: 'latencyMs', percentile: 90 },
  p95Ms: { figure: 'latencyMs', percentile: 95 },
  p99Ms: { figure: 'latencyMs', percentile: 99 },
  p999Ms: { figure: 'latencyMs', percentile: 99.9 },
  intendedP95Ms: { figure: 'latencyFromIntendedMs', percentile: 95 },
  intendedP99Ms: { figure: 'latencyFromIntendedMs', percentile: 99 },
  ttftP50Ms: { figure: 'ttftMs', percentile: 50 },
  ttftP95Ms: { figure: 'ttftMs', percentile: 95 },
  ttftP99Ms: { figure: 'ttftMs', percentile: 99 },
  gapP95Ms: { figure: 'tokenGapMs', percentile: 95 },
  gapP99Ms: { figure: 'tokenGapMs', percentile: 99 },
  tokensPerSecondP50: { figure: 'tokensPerSecond', percentile: 50 },
} as const satisfies Partial<Record<SloMetric, CountedMetric>>;

export type CapacityThreshold =
  | (SloThreshold & { readonly kind: 'percentile' } & CountedMetric)
  | (SloThreshold & { readonly kind: 'errorRate' | 'droppedRate' });

/** Held against every step that has no threshold of its own on errors: quick refusals are no answers. */
export const UNSAID_THRESHOLD = 'errorRate<0.01';

/** Thresholds that must be there, and each about something whose confidence is known. */
export const capacitySlo = sloText.check((context) => {
  const { thresholds } = parseSlo(context.value);
  const refuse = (message: string) => context.issues.push({ code: 'custom', input: context.value, message });
  if (thresholds.length === 0) refuse('Say what has to be kept, for example p95Ms<5000,errorRate<0.01.');
  for (const { metric, operator, text } of thresholds) {
    const isKnown = metric === 'errorRate' || metric === 'droppedRate' || metric in COUNTED;
    if (!isKnown) {
      refuse(
        `${metric} cannot be judged with confidence: use percentiles, errorRate or droppedRate, for example p95Ms<5000.`,
      );
    } else if (operator.startsWith('>') !== (metric === 'tokensPerSecondP50')) {
      refuse(`"${text}" asks for a slow service: turn the comparison round.`);
    }
  }
});

/** The thresholds of a search, and the one on errors when it has none of its own. */
export function capacityThresholds(slo: string): readonly CapacityThreshold[] {
  const { thresholds } = parseSlo(slo);
  const saysErrors = thresholds.some(({ metric }) => metric === 'errorRate');
  const all = saysErrors ? thresholds : [...thresholds, ...parseSlo(UNSAID_THRESHOLD).thresholds];
  return all.flatMap((threshold): readonly CapacityThreshold[] => {
    const { metric } = threshold;
    if (metric === 'errorRate' || metric === 'droppedRate') return [{ ...threshold, kind: metric }];
    return metric in COUNTED ? [{ ...threshold, kind: 'percentile', ...COUNTED[metric as keyof typeof COUNTED] }] : [];
  });
}

/** The longest wait that the thresholds on whole answers allow, in seconds; null without one. */
export function longestLatencySeconds(slo: string): number | null {
  const limits = capacityThresholds(slo).flatMap((threshold) =>
    threshold.kind === 'percentile' && LATENCIES.includes(threshold.figure) ? [threshold.limit / 1_000] : [],
  );
  return limits.length > 0 ? Math.max(...limits) : null;
}

const LATENCIES: readonly (keyof LoadTaskResult)[] = ['latencyMs', 'latencyFromIntendedMs'];

/** Whether the thresholds speak of what only a streamed answer has. */
export function needsStream(slo: string): boolean {
  return capacityThresholds(slo).some(
    (threshold) =>
      threshold.kind === 'percentile' && (threshold.figure === 'ttftMs' || threshold.figure === 'tokenGapMs'),
  );
}
