import { z } from 'zod';
import { headline, type LoadResult, type SloVerdict, visitsOf } from './load-results.ts';

type SloSource = Omit<LoadResult, 'verdict'>;
type Read = (result: SloSource) => number | null | undefined;

/** What a threshold may be about. Latencies are those of the answers, error and drop rates those of all visits. */
export const SLO_METRICS = {
  avgMs: (result) => headline(result).latencyMs?.avg,
  p50Ms: (result) => headline(result).latencyMs?.p50,
  p90Ms: (result) => headline(result).latencyMs?.p90,
  p95Ms: (result) => headline(result).latencyMs?.p95,
  p99Ms: (result) => headline(result).latencyMs?.p99,
  p999Ms: (result) => headline(result).latencyMs?.p999,
  maxMs: (result) => headline(result).latencyMs?.max,
  intendedP95Ms: (result) => headline(result).latencyFromIntendedMs?.p95,
  intendedP99Ms: (result) => headline(result).latencyFromIntendedMs?.p99,
  ttftP50Ms: (result) => headline(result).ttftMs?.p50,
  ttftP95Ms: (result) => headline(result).ttftMs?.p95,
  ttftP99Ms: (result) => headline(result).ttftMs?.p99,
  gapP95Ms: (result) => headline(result).tokenGapMs?.p95,
  gapP99Ms: (result) => headline(result).tokenGapMs?.p99,
  tokensPerSecondP50: (result) => headline(result).tokensPerSecond?.p50,
  requestsPerSecond: (result) => result.total.requestsPerSecond,
  errorRate: (result) => rateOf(result.total.failures, visitsOf(result)),
  droppedRate: (result) => rateOf(result.dropped, visitsOf(result) + result.dropped),
  coldAnswers: (result) => headline(result).coldAnswers,
} as const satisfies Record<string, Read>;
export type SloMetric = keyof typeof SLO_METRICS;

export const SLO_OPERATORS = ['<=', '>=', '<', '>'] as const;
export type SloOperator = (typeof SLO_OPERATORS)[number];

export interface SloThreshold {
  readonly metric: SloMetric;
  readonly operator: SloOperator;
  readonly limit: number;
  readonly text: string;
}

export const SLO_EXAMPLE = 'p95Ms<2000,errorRate<0.01,ttftP95Ms<800';
const MAX_THRESHOLDS = 20;

/** Reads thresholds such as `p95Ms<2000,errorRate<0.01`; what is wrong with each bad one comes in `problems`. */
export function parseSlo(text: string): {
  readonly thresholds: readonly SloThreshold[];
  readonly problems: readonly string[];
} {
  const thresholds: SloThreshold[] = [];
  const problems: string[] = [];
  const parts = text
    .split(',')
    .map((part) => part.replaceAll(/\s+/g, ''))
    .filter((part) => part !== '');
  for (const part of parts) {
    const read = parseThreshold(part);
    if (typeof read === 'string') problems.push(read);
    else thresholds.push(read);
  }
  if (parts.length > MAX_THRESHOLDS) problems.push(`At most ${MAX_THRESHOLDS} thresholds.`);
  return { thresholds, problems };
}

/** A text of thresholds, refused with every mistake at once. */
export const sloText = z
  .string()
  .trim()
  .max(600)
  .check((context) => {
    for (const message of parseSlo(context.value).problems) {
      context.issues.push({ code: 'custom', input: context.value, message });
    }
  });

/** Whether the figures keep the thresholds; null when there is none. */
export function evaluateSlo(slo: string, result: SloSource): SloVerdict | null {
  const { thresholds } = parseSlo(slo);
  if (thresholds.length === 0) return null;
  const outcomes = thresholds.map(({ metric, operator, limit, text }) => {
    const observed = SLO_METRICS[metric](result) ?? null;
    return { text, observed, passed: observed !== null && holds(observed, operator, limit) };
  });
  const complete = result.coverage.complete === result.coverage.planned;
  const allPassed = outcomes.every(({ passed }) => passed);
  return { status: complete ? (allPassed ? 'passed' : 'failed') : 'partial', thresholds: outcomes };
}

function parseThreshold(part: string): SloThreshold | string {
  const operator = SLO_OPERATORS.find((candidate) => part.includes(candidate));
  if (!operator) return `"${part}" has no comparison: write for example ${SLO_EXAMPLE}.`;
  const [metric = '', limitText = ''] = part.split(operator);
  if (!isMetric(metric)) {
    return `"${metric}" is no figure of a load test: use one of ${Object.keys(SLO_METRICS).join(', ')}.`;
  }
  if (!/^\d+(\.\d+)?$/.test(limitText)) return `"${limitText}" is no limit for ${metric}: write a plain number.`;
  return { metric, operator, limit: Number(limitText), text: part };
}

function isMetric(text: string): text is SloMetric {
  return Object.hasOwn(SLO_METRICS, text);
}

function holds(observed: number, operator: SloOperator, limit: number): boolean {
  switch (operator) {
    case '<':
      return observed < limit;
    case '<=':
      return observed <= limit;
    case '>':
      return observed > limit;
    case '>=':
      return observed >= limit;
  }
}

function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
