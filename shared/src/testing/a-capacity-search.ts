import type { CapacityFigure, CapacitySearch, CapacityStep } from '../capacity/capacity-search.ts';
import { capacitySpec } from '../capacity/capacity-search-spec.ts';
import { boundsOf, capacityValues } from '../capacity/capacity-search-values.ts';
import { aLoadTestTarget } from './a-load-test.ts';

const around = (value: number): CapacityFigure => ({ value, low: value * 0.9, high: value * 1.2 });

/** A step that was judged: at twice the given share of the allowed 5 % it misses, at none of it it keeps the threshold. */
export function aCapacityStep(part: Partial<CapacityStep> & { readonly beyond?: number } = {}): CapacityStep {
  const { beyond = 0, ...rest } = part;
  const value = part.value ?? 4;
  return {
    kind: 'measure',
    value,
    attempt: 1,
    durationSeconds: 30,
    loadTestId: `step${value}`,
    status: 'judged',
    startedAt: '2026-03-01T10:00:00.000Z',
    endedAt: '2026-03-01T10:00:40.000Z',
    judgement: beyond > 5 ? 'misses' : 'meets',
    evidence: [
      { kind: 'threshold', text: 'p95Ms<2000', observed: 900, beyond: beyond * 10, samples: 1_000, allowedShare: 0.05 },
      ...(beyond > 5 ? [{ kind: 'sign', sign: 'backlog', observed: 0.2 } as const] : []),
    ],
    figures: {
      requests: Math.round(value * 38),
      answers: Math.round(value * 30),
      answersPerSecond: value,
      errorRate: 0,
      dropped: 0,
      avgMs: 300 * value,
      p50Ms: around(250 * value),
      p95Ms: around(400 * value),
      ttftP95Ms: around(100),
      meanInFlight: 0.3 * value ** 2,
    },
    failure: null,
    ...rest,
  };
}

/** A search that has found between four and eight requests a second, changed where the test needs it. */
export function aCapacitySearch(part: Partial<CapacitySearch> = {}): CapacitySearch {
  const steps = part.steps ?? [
    aCapacityStep({ kind: 'warmUp', value: 2, loadTestId: 'warm', judgement: null }),
    aCapacityStep({ value: 2 }),
    aCapacityStep({ value: 4 }),
    aCapacityStep({ value: 8, beyond: 40 }),
  ];
  return {
    id: 's1',
    spec: capacitySpec.parse({ slo: 'p95Ms<2000', startAt: 2 }),
    specHash: 'hash',
    target: aLoadTestTarget(),
    requestedBy: { uid: 'u1', email: 'operator@example.com' },
    createdAt: '2026-03-01T10:00:00.000Z',
    endBy: '2026-03-01T12:00:00.000Z',
    endedAt: '2026-03-01T10:10:00.000Z',
    status: 'finished',
    stopRequested: false,
    steps: [...steps],
    bounds: boundsOf(capacityValues(steps)),
    result: {
      end: 'precise',
      value: 4,
      isCertain: true,
      answersPerSecond: 4,
      costUsdPer1000Answers: { low: 0.1, high: 0.1 },
    },
    failure: null,
    epoch: 1,
    leaseUntil: null,
    nextLookAt: '2026-03-01T10:10:00.000Z',
    newsWaiting: false,
    ...part,
  };
}

/** The same search while its third step is at work. */
export function aRunningSearch(part: Partial<CapacitySearch> = {}): CapacitySearch {
  const running = aCapacityStep({
    ...{ value: 8, status: 'running', endedAt: null, judgement: null, evidence: [], figures: null },
  });
  const steps = [aCapacityStep({ value: 2 }), aCapacityStep({ value: 4 }), running];
  return aCapacitySearch({ status: 'running', endedAt: null, result: null, steps, ...part });
}
